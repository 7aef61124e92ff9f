import Model
import Foundation
import Glibc
import NearDuplicates

/// Decides articles that `winnow preview --json` has read, one a line, in the order of the lines.
///
///     winnow-bench copies FILE [KEY=VALUE…]   decisions without dates, one JSON object a line, with the
///                                             stories as they are at the end; KEY is one of `keys`
///     winnow-bench story-terms FILE           the hashes of each line's story terms
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

  private static var keys: [String: WritableKeyPath<CopyIndexOptions, Double>] {
    [
      "pair": \.storyPairThreshold, "many": \.storyThreshold, "group": \.storyGroupThreshold,
      "share": \.storyLikenessShare, "usual": \.storyUsualLikeness,
    ]
  }

  /// Prints what was decided about each article, by the names of the files.
  static func run(_ arguments: [String]) throws {
    let signer = Signer()
    var options = CopyIndexOptions()
    for argument in arguments {
      let parts = argument.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let key = keys[String(parts[0])] else { continue }
      options[keyPath: key] = Double(parts[1]) ?? options[keyPath: key]
    }
    let index = CopyIndex(options: options)
    var names: [String] = []
    var decisions: [CopyDecision] = []
    var stories: [DecisionNumber] = []
    func name(_ number: DecisionNumber) -> String { "\"\(names[Int(number.rawValue) - 1])\"" }
    for line in try lines(of: arguments.filter { !$0.contains("=") }) {
      guard let paragraphs = line.paragraphs else { continue }
      let file = line.provenance.file.split(separator: "/").last ?? ""
      names.append(String(file.prefix { $0 != "." }))
      let signature = signer.sign(
        headline: line.headline, paragraphs: paragraphs.filter { $0.role != "caption" }.map(\.text))
      let number = DecisionNumber(UInt64(names.count))
      decisions.append(index.decide(SignedDocument(number: number, signature: signature)))
      stories.append(decisions[decisions.count - 1].story)
    }
    let arrival = stories
    index.reviewStories()
    for move in index.takeMoves() { stories[Int(move.number.rawValue) - 1] = move.story }
    for (position, decision) in decisions.enumerated() {
      let number = DecisionNumber(UInt64(position + 1))
      let story = stories[Int((decision.copyOf ?? number).rawValue) - 1]
      let held = decision.contains.map(name).joined(separator: ",")
      print(
        "{\"id\":\(name(number)),\"duplicate_of\":\(decision.copyOf.map(name) ?? "null"),"
          + "\"story\":\(name(story)),\"arrival\":\(name(arrival[position])),"
          + "\"contains\":[\(held)]}")
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

  /// Prints the hashes of the terms that each line of a file gives as a text of its own, those of a
  /// line on one line.
  static func terms(_ arguments: [String]) throws {
    let signer = Signer()
    for file in arguments {
      for line in try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n") {
        print(signer.storyTermHashes(of: String(line)).map(String.init).joined(separator: " "))
      }
    }
  }
}
