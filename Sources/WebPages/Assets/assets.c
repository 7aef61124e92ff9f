#include "WebAssets.h"

#define ASSET(name)                                     \
  WebAssetText web_assets_##name(void) {                \
    return (WebAssetText){name, sizeof(name)};          \
  }

static const unsigned char style[] = {
#embed "winnow.css"
};
static const unsigned char script[] = {
#embed "winnow.js"
};
static const unsigned char icon[] = {
#embed "winnow.svg"
};

ASSET(style)
ASSET(script)
ASSET(icon)
