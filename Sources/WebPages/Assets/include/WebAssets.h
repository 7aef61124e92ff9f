/// The style sheet, the script and the icon of the pages, built into the program.
#ifndef WEB_ASSETS_H
#define WEB_ASSETS_H

#include <stddef.h>

/// A file of this folder, UTF-8.
typedef struct {
  const unsigned char *bytes;
  size_t count;
} WebAssetText;

WebAssetText web_assets_style(void);
WebAssetText web_assets_script(void);
WebAssetText web_assets_icon(void);

#endif
