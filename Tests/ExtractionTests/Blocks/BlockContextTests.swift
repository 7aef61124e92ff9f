import HTMLTree
import Testing

@testable import Extraction

@Suite struct BlockContextTests {
  private static let page = """
    <body><h1>The ferry is back</h1><div class=text><p>The ferry between both banks sails again since \
    Monday, after eleven weeks in the yard of the town.</p><p>It rained.</p><p>“We had to cast the propeller \
    anew”, said the captain, who has steered it for twenty years and more.</p></div><div class=notes><p>Ada \
    Quill wrote on Monday that nobody had missed it, and that the bridge is near enough for everyone.</p>\
    <p>Nonsense.</p></div><p>Imprint of this site and of all of its pages</p></body>
    """

  /// What `context` of `scripts/train-extraction` gives for the page and these odds.
  private static let expected: [Int: [Float]] = [
    2: [
      0.5, 4, 2.5, -1, 0.25, -9, -4, 4, 2.5, 8.017741, 0.39942205, 0.5781024, 0.69674623, 0.9556911,
      0.9570957, 0.7449029, -1, 0, 0.9570957, 0.7449029, 0.68018322, 0.97752446, 1, 1, 60, 4, 0, 0,
      0.68018322, 0.68018322,
    ],
    4: [
      0.25, 2.5, -4, 0.5, -8, 4, -9, 2.5, -9, 8.017741, 0.78921175, 0, 0.75157231, 0.76737839, 0, 0,
      -1, 0,
      0, 0, 0.72635937, 0.78921175, 1, 60, 60, 2, 0, 5.6875, 0.72635937, 0.72635937,
    ],
    6: [
      -8, -4, -9, 0.25, -9, 2.5, -9, 0.25, -9, 8.017741, 1, 0, 0.7884317, 0.97816664, -1, 0, -1, 0,
      0.76560962, 1, 0.76560962, 1, 3, 60, 60, 60, 5.7591147, 0, 0.7884317, 0.76560962,
    ],
  ]

  @Test("the second reading sees what the training script saw")
  func numbers() throws {
    let page = HTMLDocument(parsing: Array(Self.page.utf8))
    var scanner = BlockScanner(byteLimit: 1 << 20)
    scanner.scan(page, PageReader.body(page))
    let blocks = scanner.result
    try #require(blocks.blocks.count == 7)
    let context = BlockContext(
      blocks, candidates: Array(0..<7), odds: [-1, 4, 0.5, 2.5, 0.25, -4, -9])
    #expect(BlockContext.names.count == Self.expected[2]?.count)
    for (number, wanted) in Self.expected {
      var row: [Float] = []
      context.append(number, to: &row)
      for (name, (found, value)) in zip(BlockContext.names, zip(row, wanted)) {
        #expect(abs(found - value) < 0.00001, "\(name) of block \(number): \(found), not \(value)")
      }
    }
  }

  @Test("a page without blocks, and a block alone")
  func edges() {
    let page = HTMLDocument(parsing: Array("<p>One sentence.</p>".utf8))
    var scanner = BlockScanner(byteLimit: 1 << 20)
    scanner.scan(page, PageReader.body(page))
    _ = BlockContext(scanner.result, candidates: [], odds: [])
    var row: [Float] = []
    BlockContext(scanner.result, candidates: [0], odds: [0]).append(0, to: &row)
    #expect(row.count == BlockContext.count)
    #expect(row[0] == 0)
    #expect(row[1...8].allSatisfy { $0 == -9 })
  }
}
