import Foundation
import Model
import Testing

@testable import Extraction

/// A made-up page and what must be read from it, from `Tests/Fixtures/pages`.
///
/// A file holds one group of cases:
///
///     === what the case promises
///     url: https://…                 context that comes with the file; may be left out
///     --- page                       or `fragment`, or `dump`
///     <html>…{{en:1-3}}…             paragraphs of prose.txt, each in a `p`; `{{en:1}}` as it is
///     --- expect
///     headline: …                    one expectation a line, see `check`
struct PageCase: Sendable, CustomTestStringConvertible {
  enum Kind: String {
    case page, fragment, dump
  }

  var group: String
  var label: String
  var kind = Kind.page
  var context = ExtractionContext()
  var input = ""
  var expectations: [(key: String, value: String)] = []

  var testDescription: String { "\(group): \(label)" }

  /// What is made of the case's page.
  func extract(options: ExtractionOptions = ExtractionOptions()) -> Extraction {
    let extractor = PageExtractor(options: options)
    let bytes = Array(input.utf8)
    switch kind {
    case .page: return extractor.extract(page: bytes, context: context)
    case .fragment: return extractor.extract(fragment: bytes, context: context)
    case .dump: return extractor.extract(textDump: bytes, context: context)
    }
  }

  /// One line for each expectation that is not met; a case that names no refusal expects none.
  func mismatches(_ extraction: Extraction) -> [String] {
    var found = expectations.compactMap { PageCase.check($0.key, $0.value, extraction) }
    if !expectations.contains(where: { $0.key == "refusal" }), let refusal = extraction.refusal {
      found.append("refused as \(refusal.reason.rawValue)")
    }
    return found
  }

  /// Nil where the extraction is as stated, else what it is.
  private static func check(_ key: String, _ value: String, _ extraction: Extraction) -> String? {
    let article = extraction.article
    func equal(_ found: String?) -> String? {
      (found ?? "-") == value ? nil : "\(key) is \(found ?? "-"), not \(value)"
    }
    let parts = key.split(separator: " ")
    switch parts[0] {
    case "headline": return equal(article.headline)
    case "subline": return equal(article.alternativeHeadline)
    case "authors":
      let names = article.authors.map(\.name).joined(separator: " + ")
      return equal(names.isEmpty ? nil : names)
    case "published": return equal(article.datePublished?.iso)
    case "zone": return equal(article.datePublished.map { "\($0.zone)" })
    case "modified": return equal(article.dateModified?.iso)
    case "language": return equal(article.language)
    case "publisher": return equal(article.publisher?.name)
    case "domain": return equal(article.publisher?.domain)
    case "address": return equal(article.url)
    case "canonical": return equal(article.canonicalURL)
    case "description": return equal(article.description)
    case "sections":
      return equal(
        article.articleSection.isEmpty ? nil : article.articleSection.joined(separator: " + "))
    case "keywords":
      return equal(article.keywords.isEmpty ? nil : article.keywords.joined(separator: " + "))
    case "free": return equal(article.isAccessibleForFree.map { "\($0)" })
    case "refusal": return equal(extraction.refusal?.reason.rawValue)
    case "body":
      let wanted = value.replacing("</p><p>", with: " ¶ ").replacing("<p>", with: "")
        .replacing("</p>", with: "")
      let body = article.articleBody.replacing("\n\n", with: " ¶ ")
      return body == wanted ? nil : "the body is \(body)"
    case "has": return article.articleBody.contains(value) ? nil : "lost: \(value)"
    case "lacks": return article.articleBody.contains(value) ? "kept: \(value)" : nil
    case "role":
      let found = article.paragraphs.first { $0.text.contains(value) }.map { "\($0.role)" }
      return found == String(parts[1])
        ? nil : "role of \(value) is \(found ?? "-"), not \(parts[1])"
    case "removed":
      let found = article.removed.filter { $0.text.contains(value) }.map(\.reason.rawValue)
      return found.contains(String(parts[1])) ? nil : "\(value) is left out as \(found)"
    default: return "no expectation is called \(key)"
    }
  }
}

// MARK: - Reading the files

extension PageCase {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
      "Fixtures/pages")

  /// All cases that must hold.
  static let all = files.filter { $0 != "prose" && $0 != "known-failures" }.flatMap { read($0) }
  /// Cases that today's code does not meet.
  static let knownFailures = read("known-failures")

  private static var files: [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()
    } catch {
      preconditionFailure("the fixtures in \(folder.path) cannot be listed: \(error)")
    }
  }

  private static func lines(_ file: String) -> [Substring] {
    do {
      let path = folder.appendingPathComponent(file + ".txt")
      return try String(contentsOf: path, encoding: .utf8)
        .split(separator: "\n", omittingEmptySubsequences: false)
    } catch {
      preconditionFailure("\(file): \(error)")
    }
  }

  private static func read(_ file: String) -> [PageCase] {
    var cases: [PageCase] = []
    var part = ""
    for line in lines(file) {
      if line.hasPrefix("=== ") {
        cases.append(PageCase(group: file, label: String(line.dropFirst(4))))
        part = "context"
        continue
      }
      // Above the first case a file says what its group is about.
      guard var last = cases.popLast() else { continue }
      if line.hasPrefix("--- ") {
        part = String(line.dropFirst(4))
        if let kind = Kind(rawValue: part) { last.kind = kind }
      } else if part == "context" || part == "expect" {
        last.take(line, part)
      } else {
        last.input += expanded(line) + "\n"
      }
      cases.append(last)
    }
    return cases
  }

  private mutating func take(_ line: Substring, _ part: String) {
    guard let colon = line.firstIndex(of: ":"), !line.hasPrefix("#") else { return }
    let key = String(line[..<colon])
    let value = PageCase.expanded(line[colon...].dropFirst().drop { $0 == " " })
    if part == "expect" { return expectations.append((key, value)) }
    switch key {
    case "url": context.url = value
    case "language": context.language = value
    case "zone": context.assumedZoneMinutes = Int(value)
    default: preconditionFailure("\(self.label): no context is called \(key)")
    }
  }

  /// `{{en:1}}` is one paragraph as it is, `{{en:1-3}}` each in a `p`, `{{en:1-3 X}}` with X between.
  private static func expanded(_ line: Substring) -> String {
    var out = ""
    var rest = line
    while let start = rest.firstRange(of: "{{"),
      let end = rest[start.upperBound...].firstRange(of: "}}")
    {
      out += rest[..<start.lowerBound]
      out += prose(rest[start.upperBound..<end.lowerBound])
      rest = rest[end.upperBound...]
    }
    return out + rest
  }

  private static func prose(_ reference: Substring) -> String {
    let parts = reference.split(separator: ":", maxSplits: 1)
    let words = parts[1].split(separator: " ", maxSplits: 1)
    let bounds = words[0].split(separator: "-").compactMap { Int($0) }
    guard let text = paragraphs[String(parts[0])], let first = bounds.first,
      let last = bounds.last, first >= 1, last <= text.count
    else { preconditionFailure("there is no prose \(reference)") }
    let chosen = text[(first - 1)..<last]
    if words.count == 2 {
      let separator = String(words[1]).replacing("\\n", with: "\n")
      return chosen.joined(separator: separator)
    }
    return bounds.count == 1 ? chosen[first - 1] : chosen.map { "<p>\($0)</p>" }.joined()
  }

  private static let paragraphs: [String: [String]] = {
    var found: [String: [String]] = [:]
    var language = ""
    for line in lines("prose") where !line.isEmpty && !line.hasPrefix("#") {
      if line.hasPrefix("=== ") {
        language = String(line.dropFirst(4))
      } else {
        found[language, default: []].append(String(line))
      }
    }
    return found
  }()
}
