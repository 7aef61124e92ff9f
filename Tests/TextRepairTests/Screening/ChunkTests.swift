import Testing

@testable import TextRepair

@Suite("Stretches that need a closer look")
struct ChunkTests {
  /// A sentence with letters enough to show that the text is in a language.
  private static let fine = "Мэр Верхнего Залесья заявил, что новый мост откроют весной."

  private static func chunks(
    _ texts: String..., options: TextRepairer.Options = .init()
  ) -> [Chunk] {
    Chunk.all(in: texts.map { Array($0.utf8) }, options)
  }

  @Test("a text without damage has none")
  func findsNone() {
    #expect(Self.chunks("Die Brücke für alle.\n\nUnd für Gäste.").isEmpty)
    #expect(Self.chunks("").isEmpty)
    #expect(Self.chunks().isEmpty)
  }

  @Test("a damaged paragraph is one, its blank line taken along")
  func findsParagraph() {
    let (first, second, third) = (Self.fine + "\n\n", "The cafÃ© is open.\n\n", Self.fine)
    let chunks = Self.chunks(first + second + third)
    #expect(chunks.map(\.field) == [0])
    let start = first.utf8.count
    #expect(chunks.map(\.range) == [start..<start + second.utf8.count])
    #expect(chunks.map(\.needsEncoding) == [true])
    #expect(chunks.map(\.needsCleanup) == [false])
  }

  @Test("clean-up takes the paragraph before along")
  func takesParagraphBefore() {
    let (first, second) = ("Fine one.\n\n", "Fine two.\n\n")
    let chunks = Self.chunks(first + second + "Three &amp; four.")
    #expect(chunks.map(\.range.lowerBound) == [first.utf8.count])
    #expect(chunks.map(\.needsCleanup) == [true])
  }

  @Test("damaged neighbours are joined, and need what either needs")
  func joinsNeighbours() {
    let text = "The cafÃ© is open.\n\nThree &amp; four."
    let chunks = Self.chunks(text)
    #expect(chunks.map(\.range) == [0..<text.utf8.count])
    #expect(chunks.map(\.needsEncoding) == [true])
    #expect(chunks.map(\.needsCleanup) == [true])
  }

  @Test("fields are never joined")
  func keepsFields() {
    let chunks = Self.chunks(Self.fine + " cafÃ©", Self.fine, "Three &amp; four.")
    #expect(chunks.map(\.field) == [0, 2])
  }

  @Test("a long paragraph is cut at a line's end")
  func cutsLongParagraphs() {
    let line = Self.fine + " " + Self.fine + ".\n"
    let text = String(repeating: line, count: 30) + "The cafÃ© is open."
    let chunks = Self.chunks(text)
    #expect(chunks.count == 1)
    let start = chunks.first?.range.lowerBound ?? 0
    #expect(start > 4096)
    #expect(start % line.utf8.count == 0)
  }

  @Test("what is not wanted is not looked for")
  func obeysOptions() {
    var options = TextRepairer.Options()
    options.cleansUp = false
    #expect(Self.chunks("Three &amp; four.", options: options).isEmpty)
    #expect(Self.chunks("cafÃ©", options: options).count == 1)
    options.cleansUp = true
    options.repairsEncoding = false
    #expect(Self.chunks("Three &amp; four.", options: options).count == 1)
    #expect(Self.chunks("cafÃ©", options: options).isEmpty)
  }

  @Test("text that is likely in no language is looked at as a whole")
  func takesUnlikelyText() {
    // Bulgarian in Windows-1251 read as KOI8-R: no pair of letters is suspect, all of it is unlikely.
    let text = "лЕРЗР МЮ цНПМН еГЕПН ЯЗНАЫХ, ВЕ МНБХЪР ЛНЯР МЮД ПЕЙЮРЮ ЫЕ АЗДЕ НРБНПЕМ."
    let chunks = Self.chunks("Plain title", text)
    #expect(chunks.map(\.field) == [1])
    #expect(chunks.map(\.range) == [0..<text.utf8.count])
    #expect(chunks.allSatisfy { $0.needsEncoding })
  }
}
