/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-words.h"
#include "base/crm-text.h"

#include <string.h>

/* Owns the table of words of dates, repetitions and tasks. Forms are written as people write them; they are folded
 * once, apostrophes are dropped on both sides ("п'ятниця", "пятниця"). Constant afterwards, so any thread may look. */

struct _CrmWord
{
  CrmWordMeaning meaning;
  int value;
  CrmWord *next; /* another meaning of the same word */
};

static const struct
{
  CrmWordMeaning meaning;
  int value;
  const char *forms; /* separated by blanks */
} table[] = {
  { CRM_WORD_DAY, -2, "позавчора позавчера vorgestern" },
  { CRM_WORD_DAY, -1, "yesterday вчора учора вчера gestern" },
  { CRM_WORD_DAY, 0, "today сьогодні сёгодня сегодня heute" },
  { CRM_WORD_DAY, 1, "tomorrow tmrw tmr tomorow завтра morgen" },
  { CRM_WORD_DAY, 2, "overmorrow післязавтра послезавтра позавтра übermorgen" },
  { CRM_WORD_TONIGHT, 0, "tonight" },

  { CRM_WORD_WEEKDAY, 1,
      "mon monday понеділок понеділка пн понедельник понедельника "
      "montag" },
  { CRM_WORD_WEEKDAY, 2, "tue tues tuesday вівторок вівторка вт вторник вторника dienstag" },
  { CRM_WORD_WEEKDAY, 3, "weds wednesday середа середи середу ср среда среды среду mittwoch" },
  { CRM_WORD_WEEKDAY, 4, "thu thur thurs thursday четвер четверга чт четверг donnerstag" },
  { CRM_WORD_WEEKDAY, 5,
      "fri friday п'ятниця п'ятниці п'ятницю пт пятница пятницы пятницу "
      "freitag" },
  { CRM_WORD_WEEKDAY, 6, "saturday субота суботи суботу сб суббота субботы субботу samstag sonnabend" },
  { CRM_WORD_WEEKDAY, 7, "sunday неділя неділю воскресенье воскресенья sonntag" },
  { CRM_WORD_WEEKDAY_CASE, 1, "понеділку понеділком понедельнику понедельником" },
  { CRM_WORD_WEEKDAY_CASE, 2, "вівторку вторнику" },
  { CRM_WORD_WEEKDAY_CASE, 3, "середі среде" },
  { CRM_WORD_WEEKDAY_CASE, 4, "четвергу" },
  { CRM_WORD_WEEKDAY_CASE, 5, "п'ятницею пятнице пятницей" },
  { CRM_WORD_WEEKDAY_CASE, 6, "суботі субботе" },
  { CRM_WORD_WEEKDAY_CASE, 7, "воскресенью" },
  { CRM_WORD_WEEKDAY_DOUBT, 3, "wed" },
  { CRM_WORD_WEEKDAY_DOUBT, 6, "sat" },
  { CRM_WORD_WEEKDAY_DOUBT, 7, "sun нд вс вск" },
  /* "неділі" and "неділь" of Ukrainian are Sunday; "недели" of Russian is a week, and so spelt. */
  { CRM_WORD_WEEKDAY_DOUBT, 7, "неділі" },
  { CRM_WORD_WEEKDAY_PLURAL, 1, "mondays понеділках понеділкам понедельникам montags" },
  { CRM_WORD_WEEKDAY_PLURAL, 2, "tuesdays вівторках вівторкам вторникам dienstags" },
  { CRM_WORD_WEEKDAY_PLURAL, 3, "wednesdays середах середам средам mittwochs" },
  { CRM_WORD_WEEKDAY_PLURAL, 4, "thursdays четвергах четвергам donnerstags" },
  { CRM_WORD_WEEKDAY_PLURAL, 5, "fridays п'ятницях п'ятницям пятницам freitags" },
  { CRM_WORD_WEEKDAY_PLURAL, 6, "saturdays суботах суботам субботам samstags" },
  { CRM_WORD_WEEKDAY_PLURAL, 7, "sundays неділях неділям воскресеньям sonntags" },
  { CRM_WORD_EVERY_WEEKDAY, 1, "щопонеділка щопонеділок" },
  { CRM_WORD_EVERY_WEEKDAY, 2, "щовівторка щовівторок" },
  { CRM_WORD_EVERY_WEEKDAY, 3, "щосереди щосереду" },
  { CRM_WORD_EVERY_WEEKDAY, 4, "щочетверга щочетвер" },
  { CRM_WORD_EVERY_WEEKDAY, 5, "щоп'ятниці щоп'ятницю" },
  { CRM_WORD_EVERY_WEEKDAY, 6, "щосуботи щосуботу" },
  { CRM_WORD_EVERY_WEEKDAY, 7, "щонеділі щонеділю" },

  { CRM_WORD_MONTH, 1, "jan january січень січня січні січ январь января январе янв januar" },
  { CRM_WORD_MONTH, 2, "feb february лютий лютого лютому лют февраль февраля феврале фев февр februar" },
  { CRM_WORD_MONTH, 3, "mar march березень березня березні бер март марта марте мар märz" },
  { CRM_WORD_MONTH, 4, "apr april квітень квітня квітні кві квіт апрель апреля апреле апр" },
  { CRM_WORD_MONTH, 5, "may травень травня травні тра трав май мая мае mai" },
  { CRM_WORD_MONTH, 6, "jun june червень червня червні чер черв июнь июня июне июн juni" },
  { CRM_WORD_MONTH, 7, "jul july липень липня липні лип июль июля июле июл juli" },
  { CRM_WORD_MONTH, 8, "aug august серпень серпня серпні сер серп август августа августе авг" },
  { CRM_WORD_MONTH, 9,
      "sep sept september вересень вересня вересні вер сентябрь сентября сентябре сен сент" },
  { CRM_WORD_MONTH, 10, "oct october жовтень жовтня жовтні жов жовт октябрь октября октябре окт oktober" },
  { CRM_WORD_MONTH, 11, "nov november листопад листопада листопаді лис ноябрь ноября ноябре ноя нояб" },
  { CRM_WORD_MONTH, 12, "dec december грудень грудня грудні гру груд декабрь декабря декабре дек dezember" },

  { CRM_WORD_MONTH_DOUBT, 0, "may march" },

  { CRM_WORD_UNIT, CRM_WORD_UNIT_MINUTE,
      "minute minutes min mins хвилина хвилину хвилини хвилин хв мин минута минуту минуты минут "
      "минутку хвилинку хвилинок minuten" },
  { CRM_WORD_UNIT, CRM_WORD_UNIT_HOUR,
      "hour hours hr hrs часик годинку година годину години годин годині год час часа часов ч stunde "
      "stunden" },
  { CRM_WORD_UNIT, CRM_WORD_UNIT_DAY,
      "day days день дня дні днів дней добу доби діб сутки суток дн tag tage tagen" },
  { CRM_WORD_UNIT, CRM_WORD_UNIT_WEEK,
      "week weeks wk wks тиждень тижня тижні тижнів тижню тиж неделя неделю недели недель неделе "
      "недельку тижденьок нед woche wochen" },
  { CRM_WORD_UNIT, CRM_WORD_UNIT_MONTH,
      "month months місяць місяця місяці місяців міс месяц месяца месяцы месяцев месяце мес monat "
      "monate monaten monats" },
  { CRM_WORD_UNIT, CRM_WORD_UNIT_QUARTER,
      "quarter quarters квартал квартала квартали кварталів кварталу квартале кварталов кварталы "
      "quartal" },
  { CRM_WORD_UNIT, CRM_WORD_UNIT_YEAR,
      "year years рік року роки років році год года лет году jahr jahre jahren" },
  { CRM_WORD_UNIT_LETTER, CRM_WORD_UNIT_MINUTE, "m м" },
  { CRM_WORD_UNIT_LETTER, CRM_WORD_UNIT_HOUR, "h г ч" },
  { CRM_WORD_UNIT_LETTER, CRM_WORD_UNIT_DAY, "d д" },
  { CRM_WORD_UNIT_LETTER, CRM_WORD_UNIT_WEEK, "w" },
  { CRM_WORD_HALF_UNIT, CRM_WORD_UNIT_HOUR, "півгодини полчаса пол-часа" },
  { CRM_WORD_HALF_UNIT, CRM_WORD_UNIT_YEAR, "півроку полгода" },
  { CRM_WORD_HALF_UNIT, CRM_WORD_UNIT_WEEK, "fortnight" }, /* two of them */

  { CRM_WORD_NUMBER, 1, "one один одну одна одного одной ein einer einem" },
  { CRM_WORD_NUMBER, 2, "two couple два дві двох две двух пару zwei" },
  { CRM_WORD_NUMBER, 3, "three три трьох трёх drei" },
  { CRM_WORD_NUMBER, 4, "four чотири чотирьох четыре четырёх vier" },
  { CRM_WORD_NUMBER, 5, "five п'ять п'яти пять пяти fünf" },
  { CRM_WORD_NUMBER, 6, "six шість шести шесть sechs" },
  { CRM_WORD_NUMBER, 7, "seven сім семи семь sieben" },
  { CRM_WORD_NUMBER, 8, "eight вісім восьми восемь acht" },
  { CRM_WORD_NUMBER, 9, "nine дев'ять дев'яти девять девяти neun" },
  { CRM_WORD_NUMBER, 10, "ten десять десяти zehn" },
  { CRM_WORD_NUMBER, 11, "eleven одинадцять одиннадцать elf" },
  { CRM_WORD_NUMBER, 12, "twelve дванадцять двенадцать zwölf" },
  { CRM_WORD_NUMBER, 14, "fourteen чотирнадцять четырнадцать vierzehn" },
  { CRM_WORD_NUMBER, 15, "fifteen п'ятнадцять п'ятнадцяти пятнадцать пятнадцати fünfzehn" },
  { CRM_WORD_NUMBER, 20, "twenty двадцять двадцати двадцать zwanzig" },
  { CRM_WORD_NUMBER, 30, "thirty тридцять тридцать dreißig" },
  { CRM_WORD_NUMBER, 40, "forty сорок vierzig" },
  { CRM_WORD_NUMBER_AND_HALF, 1, "півтора півтори полтора полторы" },
  { CRM_WORD_HALF, 0, "half пів пол половина половину половине половині" },
  { CRM_WORD_QUARTER, 0, "quarter чверть четверть четверти чверті" },
  { CRM_WORD_HOUR_ORDINAL, 1, "першій першу" },
  { CRM_WORD_HOUR_ORDINAL, 2, "другій другу" },
  { CRM_WORD_HOUR_ORDINAL, 3, "третій третю" },
  { CRM_WORD_HOUR_ORDINAL, 4, "четвертій четверту" },
  { CRM_WORD_HOUR_ORDINAL, 5, "п'ятій п'яту" },
  { CRM_WORD_HOUR_ORDINAL, 6, "шостій шосту" },
  { CRM_WORD_HOUR_ORDINAL, 7, "сьомій сьому" },
  { CRM_WORD_HOUR_ORDINAL, 8, "восьмій восьму" },
  { CRM_WORD_HOUR_ORDINAL, 9, "дев'ятій дев'яту" },
  { CRM_WORD_HOUR_ORDINAL, 10, "десятій десяту" },
  { CRM_WORD_HOUR_ORDINAL, 11, "одинадцятій одинадцяту" },
  { CRM_WORD_HOUR_ORDINAL, 12, "дванадцятій дванадцяту" },
  { CRM_WORD_HOUR_CASE, 1, "перша первого" },
  { CRM_WORD_HOUR_CASE, 2, "друга второго" },
  { CRM_WORD_HOUR_CASE, 3, "третя третьего" },
  { CRM_WORD_HOUR_CASE, 4, "четверта четвёртого" },
  { CRM_WORD_HOUR_CASE, 5, "п'ята пятого" },
  { CRM_WORD_HOUR_CASE, 6, "шоста шестого" },
  { CRM_WORD_HOUR_CASE, 7, "сьома седьмого" },
  { CRM_WORD_HOUR_CASE, 8, "восьма восьмого" },
  { CRM_WORD_HOUR_CASE, 9, "дев'ята девятого" },
  { CRM_WORD_HOUR_CASE, 10, "десята десятого" },
  { CRM_WORD_HOUR_CASE, 11, "одинадцята одиннадцатого" },
  { CRM_WORD_HOUR_CASE, 12, "дванадцята двенадцатого" },
  { CRM_WORD_HALF_OF_HOUR, 1, "полпервого" },
  { CRM_WORD_HALF_OF_HOUR, 2, "полвторого" },
  { CRM_WORD_HALF_OF_HOUR, 3, "полтретьего" },
  { CRM_WORD_HALF_OF_HOUR, 4, "полчетвёртого" },
  { CRM_WORD_HALF_OF_HOUR, 5, "полпятого" },
  { CRM_WORD_HALF_OF_HOUR, 6, "полшестого" },
  { CRM_WORD_HALF_OF_HOUR, 7, "полседьмого" },
  { CRM_WORD_HALF_OF_HOUR, 8, "полвосьмого" },
  { CRM_WORD_HALF_OF_HOUR, 9, "полдевятого" },
  { CRM_WORD_HALF_OF_HOUR, 10, "полдесятого" },
  { CRM_WORD_HALF_OF_HOUR, 11, "полодиннадцатого" },
  { CRM_WORD_HALF_OF_HOUR, 12, "полдвенадцатого" },
  { CRM_WORD_ORDINAL, 1,
      "first перший першого першої першу перша перше первый первого первой первую первая первое" },
  { CRM_WORD_ORDINAL, 2,
      "second другий другого другої другу друга друге второй второго вторую вторая второе" },
  { CRM_WORD_ORDINAL, 3, "third третій третього третьої третю третя третє третий третьего третьей третью" },
  { CRM_WORD_ORDINAL, 4,
      "fourth четвертий четвертого четвертої четверту четверта четвёртый четвёртого четвёртой "
      "четвёртую" },
  { CRM_WORD_ORDINAL, -1,
      "last останній останнього останньої останню остання останнє последний последнего последней "
      "последнюю последняя последнее" },
  { CRM_WORD_ORDINAL_END, 0, "st nd rd th го те е є ого му й ий ій я а" },
  { CRM_WORD_OF_MONTH, 0, "числа число" },
  { CRM_WORD_YEAR, 0, "року рік р г года год" },

  { CRM_WORD_NEXT, 0,
      "next following наступний наступного наступної наступну наступному наступній наступна наступні "
      "наступних следующий следующие следующих след следующего следующей следующую следующем следующему "
      "следующее следующая nächste nächsten "
      "nächster nächstes" },
  { CRM_WORD_THIS, 0,
      "this coming цей цього цієї цю цьому цій ця ці цих ближній найближчі найближчий найближчу найближчої "
      "найближчого этот этого этой эту этом это эти этих ближайшие ближайший ближайшую ближайшего ближайшей "
      "diese "
      "diesen dieser dieses" },
  { CRM_WORD_GONE, 0,
      "last past previous минулий минулого минулої минулу минулому минулій прошлый прошлого прошлой прошлую "
      "прошлом" },
  { CRM_WORD_EVERY, 0,
      "every each кожен кожний кожного кожної кожну кожні кожна кожне каждый каждого каждой каждую "
      "каждые каждая каждое jeden jede jedes" },
  { CRM_WORD_OTHER, 0, "other" },
  { CRM_WORD_ONCE, 0, "once раз" },
  { CRM_WORD_TIMES, 0, "times разів рази раза раз" },
  { CRM_WORD_ADVERB, CRM_WORD_UNIT_DAY, "daily щодня щоденно щодень ежедневно täglich" },
  { CRM_WORD_ADVERB, CRM_WORD_UNIT_WEEK, "weekly щотижня щотижнево щотиждень еженедельно wöchentlich" },
  { CRM_WORD_ADVERB, CRM_WORD_UNIT_MONTH, "monthly щомісяця щомісячно щомісяць ежемесячно monatlich" },
  { CRM_WORD_ADVERB, CRM_WORD_UNIT_QUARTER, "quarterly щокварталу щоквартально ежеквартально" },
  { CRM_WORD_ADVERB, CRM_WORD_UNIT_YEAR, "yearly annually щороку щорічно щорік ежегодно jährlich" },
  { CRM_WORD_EVERY_PART, CRM_WORD_PART_MORNING, "щоранку щоранок" },
  { CRM_WORD_EVERY_PART, CRM_WORD_PART_EVENING, "щовечора щовечір" },
  { CRM_WORD_WORK, 0,
      "working work business робочий робочого робочих робочі робочим рабочий рабочего рабочих "
      "рабочие рабочим будний будній буднього будного" },
  { CRM_WORD_WORKDAYS, 0, "weekday weekdays workday workdays будням буднях будні будни werktag werktags" },
  { CRM_WORD_EVERY_WORKDAY, 0, "щобудня щобудень" },
  { CRM_WORD_WEEKEND, 0, "weekend вихідні вихідних уїкенд вікенд выходные выходных уикенд wochenende" },
  { CRM_WORD_END, 0, "end late кінець кінця кінці наприкінці конец конца конце концу ende" },
  { CRM_WORD_END, 1 + CRM_WORD_UNIT_DAY, "eod cob" },
  { CRM_WORD_END, 1 + CRM_WORD_UNIT_WEEK, "eow" },
  { CRM_WORD_END, 1 + CRM_WORD_UNIT_MONTH, "eom" },
  { CRM_WORD_BEGIN, 0, "beginning start early початок початку початком начало начала начале началу anfang" },
  { CRM_WORD_MIDDLE, 0, "middle mid середина середини середині середину средина середины середине mitte" },
  { CRM_WORD_AFTER, 0, "after після после nach" },
  { CRM_WORD_LATER, 0, "later потому пізніше спустя позже später" },
  { CRM_WORD_NOW, 0, "now today зараз сьогодні сейчас сегодня" },

  { CRM_WORD_ON, 0,
      "on in by until till before for у в уві во на до к ко перед am bis vor при наприкінці "
      "протягом впродовж" },
  { CRM_WORD_AT, 0,
      "at by о об у в во к ко um gegen около близько приблизно примерно орієнтовно ориентировочно десь "
      "рівно ровно around approx approximately" },
  { CRM_WORD_IN, 1, "через" },
  { CRM_WORD_IN, 2, "за" },
  { CRM_WORD_IN, 0, "in within" },
  { CRM_WORD_IN, 3, "протягом впродовж течение протяжении" },
  { CRM_WORD_FROM, 0, "from between між между з із зі с со von starting починаючи начиная" },
  { CRM_WORD_TO, 0, "to till until до по bis" },
  { CRM_WORD_UNTIL, 0, "until till до по bis" },
  { CRM_WORD_ABOUT_EACH, 0, "по on" },
  { CRM_WORD_THE, 0, "the der den dem die das" },
  { CRM_WORD_AND, 0, "and та і й и und" },
  { CRM_WORD_A, 1, "a an" },
  { CRM_WORD_A, 0, "per на в у" },

  { CRM_WORD_PART, CRM_WORD_PART_MORNING, "morning ранок ранку утро утра утру vormittag morgens früh" },
  { CRM_WORD_PART, CRM_WORD_PART_DAY, "вдень удень днём mittag mittags" },
  { CRM_WORD_PART, CRM_WORD_PART_AFTERNOON, "afternoon nachmittag nachmittags" },
  { CRM_WORD_PART, CRM_WORD_PART_EVENING,
      "evening eve вечір вечора вечору вечер вечера вечеру abend abends" },
  { CRM_WORD_PART, CRM_WORD_PART_NIGHT, "night ніч ночі ночь ночи nacht вночі уночі ночью" },
  { CRM_WORD_PART_ALONE, CRM_WORD_PART_MORNING, "вранці уранці зранку ранком утром" },
  { CRM_WORD_PART_ALONE, CRM_WORD_PART_AFTERNOON, "пообіді" },
  { CRM_WORD_PART_ALONE, CRM_WORD_PART_EVENING, "ввечері увечері вечором вечером вечерком звечора" },
  { CRM_WORD_PART_OF, CRM_WORD_PART_MORNING, "ранку утра" },
  { CRM_WORD_PART_OF, CRM_WORD_PART_AFTERNOON, "дня" },
  { CRM_WORD_PART_OF, CRM_WORD_PART_EVENING, "вечора вечера" },
  { CRM_WORD_PART_OF, CRM_WORD_PART_NIGHT, "ночі ночи" },
  { CRM_WORD_NOON, 0, "noon midday опівдні полудень полудня полудні полудню полдень" },
  { CRM_WORD_LUNCH, 0, "lunch обід обіду обіді обідом обед обеда обеду обедом" },
  { CRM_WORD_AM, 0, "am" },
  { CRM_WORD_PM, 0, "pm" },
  { CRM_WORD_OCLOCK, 0, "o'clock oclock uhr" },
  { CRM_WORD_PAST, 1, "past після" },
  { CRM_WORD_PAST, -1, "to" },

  { CRM_WORD_MEASURE, 0,
      "грн uah гривень гривні гривня гривна гривны usd eur руб рублей рубля рубль rub долларов "
      "доллара доларів долари євро евро euro euros dollars долл дол тис тыс млн млрд k kg кг г t т "
      "тонн тонни тонны шт штук штуки pcs pieces m м cm см mm мм km км л l литров літрів процентов "
      "процента відсотків відсотки percent years x х" },
  { CRM_WORD_NUMBERED, 0,
      "room office floor version ver no nr number page building house gate invoice order item code "
      "unit block line кімната кабінет офіс поверх версія номер стр сторінка будинок рахунок "
      "замовлення кв комната офис кабинет этаж версия страница дом счёт счет заказ корпус квартира "
      "заявка накладна накладная zimmer nummer seite" },
  { CRM_WORD_LINK, 0,
      "with for about from at in on to of and or re than via by after before since because з із зі "
      "с со у в во до на про щодо по о об від от для при та і й и або или чи а але но как як що что "
      "чтобы щоб mit für über von zu bei und oder" },
  { CRM_WORD_VERB, 0,
      "send ask check pay order visit prepare remind discuss bring ship deliver buy sell make take "
      "give get show talk tell sign submit review finish start update confirm invoice follow book "
      "plan draft pick return collect present demo fix install offer quote congratulate report bill "
      "renew cancel close open презентація демонстрація оплата поставка відправка зустріч нагадати "
      "презентация демонстрация отправка поздравить доставка замір замер монтаж договор договір "
      "kaufen senden schicken fragen" },
  { CRM_WORD_CALL, 0,
      "call phone ring dial callback дзвонити дзвони подзвонити подзвони подзвоню задзвонити "
      "зателефонувати зателефонуй телефонувати передзвонити передзвони передзвоню дзвінок дзвінка "
      "набрати набери наберу звонить позвонить позвони позвоню перезвонить перезвони перезвоню "
      "созвониться созвон звонок звонка набрать прозвонить anrufen anruf" },
  { CRM_WORD_LETTER, 0,
      "write letter mail email reply answer написати напиши напишу писати відписати відповісти лист "
      "листа написать отписать ответить письмо письма мейл имейл schreiben brief" },
  { CRM_WORD_MEETING, 0,
      "meet meeting appointment visit зустріч зустрічі зустрітися зустрітись побачення нарада "
      "переговори візит відвідати встреча встречи встречу встретиться встретить переговоры "
      "совещание визит посетить treffen termin" },
  { CRM_WORD_IMPORTANT, 0,
      "important urgent urgently asap важливо терміново нагально важно срочно wichtig dringend" },
  { CRM_WORD_POLITE, 0, "please pls need must todo to треба потрібно прошу надо нужно bitte" },
};

static void
add_word (GHashTable *words, const char *form, CrmWordMeaning meaning, int value)
{
  char *fold = crm_text_fold (form);
  CrmWord *word = g_new (CrmWord, 1);
  CrmWord *first;
  char *to = fold;

  for (const char *from = fold; *from != '\0'; from++)
    {
      if (*from != '\'')
        *to++ = *from;
    }
  *to = '\0';

  *word = (CrmWord){ meaning, value, NULL };
  first = g_hash_table_lookup (words, fold);
  if (first == NULL)
    {
      g_hash_table_insert (words, fold, word);
      return;
    }
  word->next = first->next;
  first->next = word;
  g_free (fold);
}

static GHashTable *
make_words (void)
{
  GHashTable *words = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_auto (GStrv) forms = g_strsplit (table[i].forms, " ", -1);

      for (guint f = 0; forms[f] != NULL; f++)
        add_word (words, forms[f], table[i].meaning, table[i].value);
    }
  return words;
}

const CrmWord *
crm_word_find (const char *fold)
{
  static gsize ready;
  static GHashTable *words; /* never freed */

  if (g_once_init_enter (&ready))
    {
      words = make_words ();
      g_once_init_leave (&ready, 1);
    }
  return g_hash_table_lookup (words, fold);
}

gboolean
crm_word_means (const CrmWord *self, CrmWordMeaning meaning, int *value)
{
  for (; self != NULL; self = self->next)
    {
      if (self->meaning != meaning)
        continue;
      if (value != NULL)
        *value = self->value;
      return TRUE;
    }
  return FALSE;
}
