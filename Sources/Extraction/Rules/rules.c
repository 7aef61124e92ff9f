#include "ExtractionRules.h"

#define RULES(name, file)                                  \
  ExtractionRulesText extraction_rules_##name(void) {      \
    return (ExtractionRulesText){file, sizeof(file)};      \
  }

static const unsigned char line_cues[] = {
#embed "line-cues.txt"
};
static const unsigned char refusals[] = {
#embed "refusals.txt"
};
static const unsigned char bylines[] = {
#embed "bylines.txt"
};
static const unsigned char captions[] = {
#embed "captions.txt"
};
static const unsigned char origins[] = {
#embed "origins.txt"
};
static const unsigned char cities[] = {
#embed "cities.txt"
};
static const unsigned char dates[] = {
#embed "dates.txt"
};
static const unsigned char months[] = {
#embed "months.txt"
};

RULES(line_cues, line_cues)
RULES(refusals, refusals)
RULES(bylines, bylines)
RULES(captions, captions)
RULES(origins, origins)
RULES(cities, cities)
RULES(dates, dates)
RULES(months, months)
