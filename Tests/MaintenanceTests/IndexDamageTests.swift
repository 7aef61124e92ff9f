import Foundation
import Model
import Presentation
import SearchIndex
import State
import Storage
import Testing

@testable import Maintenance

/// What rots in the index is told by the audit: it would answer otherwise, and nobody would know.
@Suite struct IndexDamageTests {
  private let state: TestState
  private var folder: FilePath { state.paths.state.appending("index") }
  private var slice: FilePath { folder.appending("slice-000.sqlite") }

  init() throws { state = try TestState() }

  /// Takes in three articles, and sees to it that the slice's file holds all of them.
  private func fill() async throws {
    try await state.ingest([1, 2, 3])
    try FullTextIndex.open(folder.string).close()
  }

  /// What the index answers to each word of the texts, and where the articles stand.
  private func answers() throws -> [[String]] {
    let index = try Catalogue.open(state.paths, isInspecting: true).index
    defer { try? index.close() }
    let sentences = (1...3).flatMap { ColdCopyTests.text($0) }
    let words = Set(sentences.joined(separator: " ").split(separator: " ").map(String.init))
    var answers: [[String]] = try words.sorted().map { word in
      let run = try index.begin(SearchRequest(query: word))
      return try run.hits(run.answer()).map { "\($0.number.rawValue)" }
    }
    try index.forEachStanding { answers.append(["\($0) \($1)"]) }
    return answers
  }

  @Test("a flipped bit anywhere in the index is told, or changes no answer")
  func flippedBits() async throws {
    try await fill()
    let before = try answers()
    let sound = try state.files.readFile(slice, limit: 1 << 26)
    var toldCount = 0
    let written = sound.indices.filter { sound[$0] != 0 }
    for offset in stride(from: 41, to: written.count, by: max(1, written.count / 60)).map({
      written[$0]
    }) {
      var bytes = sound
      bytes[offset] ^= 1 << UInt8(offset % 8)
      try state.files.replaceFile(slice, with: bytes)
      let findings = try? await Audit(paths: state.paths, temporary: state.folder.string).run()
      if findings.map({ !$0.isEmpty }) ?? true {
        toldCount += 1
      } else {
        #expect(try answers() == before, "the bit in byte \(offset) is told by nothing")
      }
    }
    #expect(toldCount > 30)
    let left = try state.files.entries(of: state.folder).map(\.name)
    #expect(!left.contains { $0.starts(with: "winnow-audit".utf8) })
  }

  @Test("a story that was altered in the index alone is told, with the command that mends it")
  func alteredStory() async throws {
    try await fill()
    let index = try FullTextIndex.open(folder.string)
    try index.apply(
      [], moving: [(DecisionNumber(2), DecisionNumber(1))], lsn: try index.appliedLSN() + 1)
    try index.close()
    // The index has come further than the journal now, which is not what is asked here.
    let catalogue = try Catalogue.open(state.paths)
    let findings = try IndexCheck(index: catalogue.index, ledger: catalogue.ledger).run()
    #expect(findings.map(\.kind) == ["index"])
    #expect(findings.first?.text.contains("winnow rebuild") == true)
  }
}
