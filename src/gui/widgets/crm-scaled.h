/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Pixels for what holds text, at the size of text the desktop asks for: as many as given at the usual size, up to twice as many. Main thread. */
int crm_scaled (int pixels);
/* The other way round: what of pixels on the screen would be as many at the usual size. */
int crm_unscaled (int pixels);
/* The width of a window in which a page would have as much room at the usual size. */
int crm_unscaled_window (int width);
