/// The phrases that extraction goes by, one text file a subject, built into the program.
#ifndef EXTRACTION_RULES_H
#define EXTRACTION_RULES_H

#include <stddef.h>

/// A text file of this folder, UTF-8.
typedef struct {
  const unsigned char *bytes;
  size_t count;
} ExtractionRulesText;

ExtractionRulesText extraction_rules_line_cues(void);
ExtractionRulesText extraction_rules_refusals(void);
ExtractionRulesText extraction_rules_bylines(void);
ExtractionRulesText extraction_rules_captions(void);
ExtractionRulesText extraction_rules_origins(void);
ExtractionRulesText extraction_rules_cities(void);
ExtractionRulesText extraction_rules_dates(void);
ExtractionRulesText extraction_rules_months(void);

#endif
