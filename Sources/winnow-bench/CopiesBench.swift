import Model
import Foundation
import Glibc
import NearDuplicates

/// Decides articles that `winnow preview --json` has read, one a line, in the order of the lines.
///
///     winnow-bench copies FILE            decisions without dates, one JSON object a line
///     winnow-bench story-survey FILE…     in how many articles each story term is used
enum CopiesBench {
  private struct Line: Decodable {
    struct Paragraph: Decodable {
      var role: String
      var text: String
    }
    struct Provenance: Decodable { var file: String }
    var headline: String?
    var paragraphs: [Paragraph]?
    var provenance: Provenance
  }

  /// Prints what was decided about each article, by the names of the files.
  static func run(_ arguments: [String]) throws {
    let signer = Signer()
    let index = CopyIndex()
    var names: [String] = []
    func name(_ number: DecisionNumber) -> String { "\"\(names[Int(number.rawValue) - 1])\"" }
    for line in try lines(of: arguments) {
      guard let paragraphs = line.paragraphs else { continue }
      let file = line.provenance.file.split(separator: "/").last ?? ""
      names.append(String(file.prefix { $0 != "." }))
      let signature = signer.sign(
        headline: line.headline, paragraphs: paragraphs.filter { $0.role != "caption" }.map(\.text))
      let number = DecisionNumber(UInt64(names.count))
      let decision = index.decide(SignedDocument(number: number, signature: signature))
      let held = decision.contains.map(name).joined(separator: ",")
      print(
        "{\"id\":\(name(number)),\"duplicate_of\":\(decision.copyOf.map(name) ?? "null"),"
          + "\"story\":\(name(decision.story)),\"contains\":[\(held)]}")
    }
  }

  private static func lines(of files: [String]) throws -> [Line] {
    let decoder = JSONDecoder()
    return try files.flatMap { file in
      try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map { line in
        try decoder.decode(Line.self, from: Data(line.utf8))
      }
    }
  }

  /// Copies are left out: a text that is in the collection twice says nothing new about its words.
  static func survey(_ arguments: [String]) throws {
    let signer = Signer()
    let index = CopyIndex()
    var counts: [UInt32: Int] = [:]
    var number: UInt64 = 0
    var total = 0
    for line in try lines(of: arguments) {
      guard let paragraphs = line.paragraphs else { continue }
      let signature = signer.sign(
        headline: line.headline, paragraphs: paragraphs.filter { $0.role != "caption" }.map(\.text))
      guard signature.storyTerms.count >= 20 else { continue }
      number += 1
      let decision = index.decide(
        SignedDocument(number: DecisionNumber(number), signature: signature))
      guard decision.copyOf == nil, decision.contains.isEmpty else { continue }
      total += 1
      for term in signature.storyTerms { counts[term.hash, default: 0] += 1 }
    }
    print(total)
    for (hash, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) })
    where count > 1 {
      print(hash, count)
    }
  }
}
