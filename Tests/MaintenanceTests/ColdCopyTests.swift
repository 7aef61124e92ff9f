import Foundation
import Ledger
import LedgerModel
@testable import Maintenance
import Model
import NearDuplicates
import Pipeline
import Presentation
import State
import Storage
import Testing
import WriteAheadLog

@testable import Maintenance

/// An index of copies with a window of 64 articles, and more articles than that.
@Suite struct ColdCopyTests {
  private let folder: FilePath
  private var paths: StatePaths { StatePaths(state: folder.appending("state")) }

  init() throws {
    let url = URL(filePath: NSTemporaryDirectory()).appending(path: "winnow-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    folder = FilePath(url.path(percentEncoded: false))
  }

  /// An article that shares nothing with that of another number.
  static func text(_ number: Int) -> [String] {
    let syllables = [
      "ba", "con", "de", "far", "gil", "ho", "jar", "lum", "mo", "ner", "pri", "rel",
    ]
    var state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 | 1
    // Words of two articles differ in their first letters, by which stories tell words.
    let own = syllables[number % 12] + syllables[number / 12 % 12]
    func word() -> String {
      own
        + (0..<3).map { _ in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return syllables[Int(state >> 33) % syllables.count]
        }.joined()
    }
    return (0..<6).map { _ in
      "The " + (0..<18).map { _ in word() }.joined(separator: " ") + " came."
    }
  }

  private func write(_ name: String, _ paragraphs: [String]) throws -> FilePath {
    let path = folder.appending(name)
    try POSIXFileSystem().replaceFile(
      path, with: Array(paragraphs.joined(separator: "\n\n").utf8))
    return path
  }

  private func ingest(_ files: [FilePath]) async throws {
    var settings = PipelineSettings()
    settings.retryPauses = []
    settings.commitArticleCount = 8
    var options = StateDirectoryOptions()
    options.journal.segmentByteCount = 2 << 20
    var copyOptions = CopyIndexOptions()
    copyOptions.hotDocumentLimit = 64
    _ = try await ForegroundIngest(
      paths: paths, settings: settings, options: options, copyOptions: copyOptions
    ).run(files) { _ in }
  }

  private func decisions(from number: Int) throws -> [CopyDecision] {
    var decisions: [CopyDecision] = []
    try Catalogue.open(paths).ledger.forEachArticle(from: DecisionNumber(UInt64(number))) {
      decisions.append($0.decision)
      return true
    }
    return decisions
  }

  /// 200 articles, then three that each say again what one long gone has said.
  private func files() throws -> (old: [FilePath], new: [FilePath]) {
    let old = try (1...200).map { try write("a\($0).txt", Self.text($0)) }
    var edited = Self.text(7)
    edited[2] = "The council said something else altogether on Tuesday, after a long meeting."
    return (
      old,
      try [
        write("same.txt", Self.text(3)), write("edited.txt", edited),
        write("other.txt", Self.text(900)), write("again.txt", Self.text(3)),
      ]
    )
  }

  @Test("a copy of an article that left the window long ago is found, also after a restart")
  func found() async throws {
    let (old, new) = try files()
    try await ingest(old + new)
    let whole = try decisions(from: 1)
    #expect(whole[..<200].allSatisfy { $0.copyOf == nil })
    #expect(
      whole[200...].map(\.copyOf) == [DecisionNumber(3), DecisionNumber(7), nil, DecisionNumber(3)])
    #expect(whole[200].story == whole[2].story && whole[203].story == whole[2].story)
    #expect(whole[201].story == whole[6].story)
  }

  @Test("a restart at any point changes no decision", arguments: [70, 200, 202])
  func restart(after count: Int) async throws {
    let (old, new) = try files()
    let all = old + new
    try await ingest(Array(all[..<count]))
    try await ingest(Array(all[count...]))
    let copies = try decisions(from: 201).map(\.copyOf)
    #expect(copies == [DecisionNumber(3), DecisionNumber(7), nil, DecisionNumber(3)])
    #expect(try decisions(from: 1).prefix(200).allSatisfy { $0.copyOf == nil })
  }

  @Test("what is forgotten is found no more")
  func forgotten() throws {
    let path = folder.appending("ledger.sqlite").string
    let ledgers: [any LedgerWriter] = [try SQLiteLedger(path: path), MemoryLedger()]
    let signer = Signer()
    for ledger in ledgers {
      let rows = (1...5).map { number in
        let signature = signer.sign(headline: nil, paragraphs: Self.text(number % 4))
        return ArticleRow(
          number: DecisionNumber(UInt64(number)), id: "A\(number)", jobID: "A\(number)",
          article: Article(), provenance: Provenance(fileBytes: [], size: 0), outcome: .indexed,
          arrival: 0, storyTime: nil,
          decision: CopyDecision(
            story: DecisionNumber(UInt64(number)), head: DecisionNumber(UInt64(number))),
          signature: StoredSignature(digest: [], signature: signature).encoded, codeVersion: "")
      }
      try ledger.apply(LedgerBatch(appliedLSN: 1, articles: rows))
      let keys = signer.sign(headline: nil, paragraphs: Self.text(1)).keys
      func found(before end: UInt64) throws -> [UInt64] {
        try ledger.signatures(withKeys: keys, before: DecisionNumber(end), limit: 8)
          .map(\.number.rawValue)
      }
      #expect(try found(before: 9) == [])
      try ledger.indexKeys(through: DecisionNumber(5), limit: 3)
      #expect(try ledger.keysIndexedThrough() == DecisionNumber(3))
      #expect(try found(before: 9) == [1])
      try ledger.indexKeys(through: DecisionNumber(5), limit: 3)
      #expect(try ledger.keysIndexedThrough() == DecisionNumber(5))
      #expect(try found(before: 9) == [1, 5])
      #expect(try found(before: 5) == [1])
      try ledger.apply(
        LedgerBatch(
          appliedLSN: 2, removals: [Removal(number: DecisionNumber(1), id: "A1", when: 0, why: "")])
      )
      #expect(try found(before: 9) == [5])
    }
  }
}
