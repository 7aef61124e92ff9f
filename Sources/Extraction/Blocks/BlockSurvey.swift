import HTMLTree

/// A page's blocks with everything that the model sees of them, for training and for measuring.
package struct BlockSurvey: Sendable {
  /// One block that the model is asked about.
  package struct Row: Sendable {
    /// Place among all blocks of the page.
    package var block: Int
    package var text: String
    package var features: [Float]
    /// Indices into `containers`, the block's own first, without the outermost.
    package var chain: [Int]
    /// Of its element's tag and class.
    package var signature: UInt64
  }

  package var rows: [Row] = []
  /// Hashes of the class and id words of each container.
  package var tokens: [[UInt32]] = []
  /// The text of every block, candidates or not.
  package var texts: [String] = []
  /// The names of the features in order, without those of `BlockContext`.
  package static var featureNames: [String] { BlockFeatures.names }

  /// Surveys a page, UTF-8.
  package init(page bytes: [UInt8], context: ExtractionContext = ExtractionContext()) {
    let page = HTMLDocument(parsing: bytes)
    var scanner = BlockScanner(byteLimit: 16 << 20, keepsTokens: true)
    scanner.scan(page, PageReader.body(page))
    let blocks = scanner.result
    let metadata = PageMetadata(page, context: context, blocks: blocks)
    let features = BlockFeatures(
      blocks, evidence: PageReader.evidence(metadata.article(blocks), metadata))
    tokens = scanner.tokens
    texts = blocks.blocks.map { String(decoding: blocks.bytes($0), as: UTF8.self) }
    for index in blocks.blocks.indices where features.isCandidate(index) {
      let signature = blocks.containers[blocks.blocks[index].container].signature
      var row = Row(
        block: index, text: texts[index], features: [], chain: [], signature: signature)
      features.append(index, to: &row.features)
      var container = blocks.blocks[index].container
      while container != blocks.containers[container].parent {
        row.chain.append(container)
        container = blocks.containers[container].parent
      }
      rows.append(row)
    }
  }
}
