/// A text dump's blocks with everything that the model sees of them, for training.
package struct DumpSurvey: Sendable {
  package var texts: [String] = []
  /// The numbers of each block, one block after the other.
  package var features: [Float] = []
  /// True for dumps that hold more than an article: only these are asked about.
  package var isPage = false
  /// The names of the numbers in order.
  package static var featureNames: [String] { DumpFeatures.names }

  /// Surveys a dump, UTF-8.
  package init(dump bytes: [UInt8], options: ExtractionOptions = ExtractionOptions()) {
    var extractor = TextDumpExtractor(options: options, context: ExtractionContext())
    guard let found = extractor.features(of: bytes) else { return }
    isPage = extractor.looksLikePage
    for (index, block) in extractor.blocks.enumerated() {
      texts.append(String(decoding: block.text, as: UTF8.self))
      found.append(index, to: &features)
    }
  }
}
