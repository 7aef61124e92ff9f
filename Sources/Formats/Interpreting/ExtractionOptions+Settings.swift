import Extraction

extension ExtractionOptions {
  /// The part of the settings of reading that concerns pages and texts.
  init(_ settings: ScrapeSettings) {
    self.init(
      recordsDecisions: settings.recordsDecisions, textByteLimit: settings.textByteLimit,
      depthLimit: settings.depthLimit, budget: settings.budget)
  }
}
