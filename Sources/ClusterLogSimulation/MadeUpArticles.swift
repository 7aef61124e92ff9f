package import Ledger
internal import Model
internal import NearDuplicates
internal import Pipeline

/// Invented articles as several machines would offer them: some are copies of each other across machines,
/// some hold others, some are of one story, and every source repeats lines of its own.
package struct MadeUpArticles {
  private var random: SeededGenerator
  private let signer = Signer()
  private var bodies: [[String]] = []
  private var count = 0

  package init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  private static let syllables = [
    "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va",
  ]

  private mutating func word() -> String {
    (0..<Int.random(in: 2...4, using: &random)).map { _ in
      Self.syllables.randomElement(using: &random) ?? ""
    }.joined()
  }

  private mutating func paragraph() -> String {
    (0..<Int.random(in: 20...40, using: &random)).map { _ in word() }.joined(separator: " ") + "."
  }

  private mutating func body() -> [String] {
    switch Int.random(in: 0..<10, using: &random) {
    case 0..<3 where !bodies.isEmpty:
      // A copy, often edited.
      var body = bodies.randomElement(using: &random) ?? []
      if Bool.random(using: &random) { body.append(paragraph()) }
      return body
    case 3 where bodies.count > 2:
      // Several in one.
      return (0..<3).flatMap { _ in bodies.randomElement(using: &random) ?? [] }
    case 4..<6 where !bodies.isEmpty:
      // More about the same.
      let known = bodies.randomElement(using: &random) ?? []
      let words = known.joined(separator: " ").split(separator: " ")
      return [paragraph(), words.shuffled(using: &random).prefix(30).joined(separator: " ")]
    default: return (0..<3).map { _ in paragraph() }
    }
  }

  /// The next article of a machine.
  package mutating func next(of machine: String) -> ArticleRow {
    count += 1
    let body = body()
    bodies.append(body)
    let source = "\(machine)-\(count % 2).example"
    var article = Article()
    article.headline = body[0].split(separator: " ").prefix(6).joined(separator: " ")
    article.url = "https://\(source)/\(count)"
    let repeated = "Every day the letter of \(source) comes with all the news."
    article.paragraphs = (body + [repeated]).map { Paragraph(role: .body, text: $0) }
    let id = "\(machine)\(count)"
    var provenance = Provenance()
    provenance.source = source
    let digest = Int.random(in: 0..<4, using: &random) == 0 ? "" : "sha256:" + Self.hex(count)
    return ArticleRow(
      number: DecisionNumber(0), id: id, jobID: id, article: article, provenance: provenance,
      outcome: .indexed, arrival: Int64(count) * 60_000, storyTime: Int64(count) * 60,
      decision: CopyDecision(story: DecisionNumber(0), head: DecisionNumber(0)),
      signature: StoredSignature(digest: digest, signature: signer.sign(article)).encoded,
      codeVersion: "1")
  }

  private static func hex(_ count: Int) -> String {
    let digits = String(count, radix: 16)
    return digits + String(repeating: "0", count: 64 - digits.count)
  }
}
