# SPDX-License-Identifier: GPL-3.0-or-later
# Completion for bash. The program itself is asked for verbs, options, entities and fields, so nothing is said twice.

_clientele_cli_words () {
  case $1 in
    verbs) clientele-cli --help | sed -n '/^  [a-z]* *[^ ]/s/^  \([a-z][a-z]*\) .*/\1/p' ;;
    options) clientele-cli ${2:+"$2"} --help | sed -n 's/.*\(--[a-z-]*\).*/\1/p' ;;
    entities) clientele-cli schema --json 2>/dev/null | sed -n 's/.*"entity":"\([^"]*\)".*/\1/p' ;;
    fields) clientele-cli schema "$2" 2>/dev/null | sed '1d; s/ .*//' ;;
  esac
}

# What is done with a record, then its name: those of the book.
_clientele_cli_named () {
  if [[ -z $entity ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$2" -- "$word")
  else
    # No compgen: it would run what stands in a name.
    local name
    while IFS= read -r name; do
      [[ $name != "$word"* ]] || COMPREPLY+=("${name@Q}")
    done < <(clientele-cli list "$1" --columns name 2>/dev/null | sed 1d)
  fi
}

_clientele_cli () {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} verb= entity= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      --book | --wait | --where | --text | --order | --limit | --columns | --kind | --entity | --format | --map | --make | --name | --output | --reason | --comment | --outcome | --next | --occurrence | --scope | --address-book | --days | --calendar | --set | --to | --client | --deal | --meeting | --language | --channel | --template | --account) ((i++)) ;;
      -*) ;;
      *)
        if [[ -z $verb ]]; then
          verb=${COMP_WORDS[i]}
        elif [[ -z $entity ]]; then
          entity=${COMP_WORDS[i]}
        fi
        ;;
    esac
  done
  case $before in
    --book | --output) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    --channel) mapfile -t COMPREPLY < <(compgen -W 'sms mail chat' -- "$word"); return ;;
    --scope) mapfile -t COMPREPLY < <(compgen -W 'this following all' -- "$word"); return ;;
    --where | --columns | --order) mapfile -t COMPREPLY < <(compgen -W "$(_clientele_cli_words fields "$entity")" -- "$word"); return ;;
  esac
  if [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_clientele_cli_words options "$verb")" -- "$word")
  elif [[ -z $verb ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_clientele_cli_words verbs)" -- "$word")
  else
    case $verb in
      deal) [[ -n $entity ]] || mapfile -t COMPREPLY < <(compgen -W 'move won lost open' -- "$word") ;;
      task) [[ -n $entity ]] || mapfile -t COMPREPLY < <(compgen -W "done move open" -- "$word") ;;
      segment) _clientele_cli_named segment 'count list' ;;
      sequence) _clientele_cli_named task_sequence 'start stop reached list' ;;
      campaign) _clientele_cli_named campaign 'preview start pause stop status' ;;
      meeting) [[ -n $entity ]] || mapfile -t COMPREPLY < <(compgen -W 'held missed cancel move remove check-in' -- "$word") ;;
      provider)
        if [[ -z $entity ]]; then
          mapfile -t COMPREPLY < <(compgen -W 'list show check' -- "$word")
        elif [[ $entity == check ]]; then
          mapfile -t COMPREPLY < <(compgen -f -- "$word")
        fi
        ;;
      template) [[ -n $entity ]] || mapfile -t COMPREPLY < <(compgen -W 'preview ready' -- "$word") ;;
      backup | restore | import) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
      add | set | list | count | show | delete | history | schema | export)
        if [[ -z $entity ]]; then
          mapfile -t COMPREPLY < <(compgen -W "$(_clientele_cli_words entities)" -- "$word")
        elif [[ $verb == add || $verb == set ]]; then
          mapfile -t COMPREPLY < <(compgen -S = -W "$(_clientele_cli_words fields "$entity")" -- "$word")
          compopt -o nospace
        fi
        ;;
    esac
  fi
}

complete -F _clientele_cli clientele-cli
