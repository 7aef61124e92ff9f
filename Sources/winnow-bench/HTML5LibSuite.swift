import Foundation
import HTMLTree

/// Runs html5lib's test suite: `winnow-bench html5lib FOLDER [--misses N]`.
///
/// The folder holds `tokenizer/*.test` and `tree-construction/*.dat`, at any depth. Cases that need
/// a script engine (`scripted/`) or the coercion to XML's character set (`xmlViolationTests`) are
/// counted as left out; `encoding/` belongs to another module.
enum HTML5LibSuite {
  static func run(_ arguments: [String]) throws {
    guard let folder = arguments.first else {
      print("usage: winnow-bench html5lib FOLDER [--misses N]")
      return
    }
    var limit = 40
    if let flag = arguments.firstIndex(of: "--misses"), flag + 1 < arguments.count {
      limit = Int(arguments[flag + 1]) ?? limit
    }
    var tokenizer = Tally(title: "tokenizer")
    var tree = Tally(title: "tree construction, scripting off")
    var scripting = Tally(title: "tree construction, scripting flag on, no script run")
    for path in files(below: folder) where !path.contains("/encoding/") {
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
      if path.hasSuffix(".test") {
        try TokenizerCases.run(bytes, file: path, into: &tokenizer)
      } else {
        let cases = TreeCase.read(bytes)
        if path.contains("/scripted/") {
          tree.leftOut += cases.count
        } else {
          for test in cases { test.run(file: path, off: &tree, on: &scripting) }
        }
      }
    }
    for tally in [tokenizer, tree, scripting] { tally.report(limit: limit) }
  }

  private static func files(below folder: String) -> [String] {
    let found = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return found.filter { $0.hasSuffix(".test") || $0.hasSuffix(".dat") }.sorted()
      .map { folder + "/" + $0 }
  }
}

/// Passes and misses of one part of the suite.
private struct Tally {
  let title: String
  var cases = 0
  var leftOut = 0
  var misses: [String] = []

  init(title: String) { self.title = title }

  mutating func count(_ passed: Bool, _ miss: @autoclosure () -> String) {
    cases += 1
    if !passed { misses.append(miss()) }
  }

  func report(limit: Int) {
    let passes = cases - misses.count
    let share = cases == 0 ? 0 : 100 * Double(passes) / Double(cases)
    print(
      "\(title): \(cases) cases, \(passes) passes, \(misses.count) misses,",
      "\(leftOut) left out, \(String(format: "%.2f", share)) %")
    for miss in misses.prefix(limit) { print("  miss: " + miss) }
    if misses.count > limit { print("  … and \(misses.count - limit) more") }
  }
}

// MARK: - Tokenizer

private enum TokenizerCases {
  static func run(_ bytes: [UInt8], file: String, into tally: inout Tally) throws {
    guard let top = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else {
      return
    }
    tally.leftOut += (top["xmlViolationTests"] as? [Any])?.count ?? 0
    for case let test as [String: Any] in top["tests"] as? [Any] ?? [] {
      let isEscaped = test["doubleEscaped"] as? Bool ?? false
      let name = test["description"] as? String ?? ""
      let input = (test["input"] as? String).map { unescaped($0, isEscaped) } ?? []
      let wanted = expected(test["output"] as? [Any] ?? [], isEscaped)
      for state in test["initialStates"] as? [String] ?? ["Data state"] {
        guard let initial = HTMLToken.InitialState(rawValue: state) else { continue }
        let found = HTMLToken.tokens(
          in: input, initialState: initial, lastStartTag: test["lastStartTag"] as? String ?? "")
        tally.count(
          found == wanted,
          "\(file.split(separator: "/").last ?? ""), \(state): \(name)\n    wanted \(wanted)\n    found  \(found)"
        )
      }
    }
  }

  private static func expected(_ output: [Any], _ isEscaped: Bool) -> [HTMLToken] {
    var tokens: [HTMLToken] = []
    func text(_ value: Any) -> String? {
      (value as? String).map { String(decoding: unescaped($0, isEscaped), as: UTF8.self) }
    }
    for case let parts as [Any] in output {
      switch parts.first as? String {
      case "DOCTYPE":
        tokens.append(
          .doctype(
            name: text(parts[1]), publicIdentifier: text(parts[2]),
            systemIdentifier: text(parts[3]),
            isCorrect: parts[4] as? Bool ?? false))
      case "StartTag":
        var values: [String: String] = [:]
        for (name, value) in parts[2] as? [String: String] ?? [:] {
          values[text(name) ?? name] = text(value)
        }
        tokens.append(
          .startTag(
            name: text(parts[1]) ?? "", attributes: values,
            isSelfClosing: parts.count > 3 && parts[3] as? Bool ?? false))
      case "EndTag": tokens.append(.endTag(name: text(parts[1]) ?? ""))
      case "Comment": tokens.append(.comment(text(parts[1]) ?? ""))
      case "Character":
        if case .characters(let before)? = tokens.last {
          tokens[tokens.count - 1] = .characters(before + (text(parts[1]) ?? ""))
        } else {
          tokens.append(.characters(text(parts[1]) ?? ""))
        }
      default: break
      }
    }
    return tokens
  }

  /// The bytes of a string whose `\uXXXX` are still to be read, lone surrogates as three bytes each.
  private static func unescaped(_ text: String, _ isEscaped: Bool) -> [UInt8] {
    guard isEscaped else { return Array(text.utf8) }
    var units: [UInt16] = []
    let source = Array(text.utf16)
    var index = 0
    while index < source.count {
      if source[index] == 0x5C, index + 5 < source.count, source[index + 1] == 0x75,
        let unit = UInt16(
          String(decoding: source[(index + 2)..<(index + 6)], as: UTF16.self), radix: 16)
      {
        units.append(unit)
        index += 6
      } else {
        units.append(source[index])
        index += 1
      }
    }
    return encoded(units)
  }

  private static func encoded(_ units: [UInt16]) -> [UInt8] {
    var bytes: [UInt8] = []
    var index = 0
    while index < units.count {
      let unit = units[index]
      index += 1
      if UTF16.isLeadSurrogate(unit), index < units.count, UTF16.isTrailSurrogate(units[index]) {
        bytes += Array(String(decoding: [unit, units[index]], as: UTF16.self).utf8)
        index += 1
      } else if UTF16.isSurrogate(unit) {
        bytes += [
          UInt8(0xE0 | unit >> 12), UInt8(0x80 | unit >> 6 & 0x3F), UInt8(0x80 | unit & 0x3F),
        ]
      } else {
        bytes += Array(String(decoding: [unit], as: UTF16.self).utf8)
      }
    }
    return bytes
  }
}

// MARK: - Tree construction

/// One case of a `.dat` file.
private struct TreeCase {
  var data: [UInt8] = []
  var context: String?
  /// Nil where the case holds for both settings of the scripting flag.
  var isScriptingOn: Bool?
  var document: [UInt8] = []

  /// Reads a file of cases: sections that begin with lines such as `#data`.
  static func read(_ bytes: [UInt8]) -> [TreeCase] {
    var cases: [TreeCase] = []
    var section = ""
    var lines: [String: [[UInt8]]] = [:]
    func finish() {
      guard let data = lines["#data"] else { return }
      var test = TreeCase()
      test.data = Array(data.joined(separator: [0x0A]))
      test.context = lines["#document-fragment"]?.first.map {
        String(decoding: $0, as: UTF8.self)
      }
      test.isScriptingOn =
        lines["#script-on"] != nil ? true : lines["#script-off"] != nil ? false : nil
      var tree = lines["#document"] ?? []
      while tree.last?.isEmpty ?? false { tree.removeLast() }
      test.document = Array(tree.joined(separator: [0x0A]))
      cases.append(test)
    }
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let word = String(decoding: line, as: UTF8.self)
      if word == "#data", section == "" || section == "#document" {
        finish()
        lines = ["#data": []]
        section = word
      } else if isHeading(word, in: section) {
        section = word
        lines[word] = []
      } else {
        lines[section, default: []].append(Array(line))
      }
    }
    finish()
    return cases
  }

  private static func isHeading(_ word: String, in section: String) -> Bool {
    if section == "#data" { return word == "#errors" }
    let headings = [
      "#errors", "#new-errors", "#document-fragment", "#script-on", "#script-off", "#document",
    ]
    return section != "#document" && headings.contains(word)
  }

  func run(file: String, off: inout Tally, on: inout Tally) {
    if isScriptingOn != true { run(file: file, isScriptingOn: false, into: &off) }
    if isScriptingOn != false { run(file: file, isScriptingOn: true, into: &on) }
  }

  private func run(file: String, isScriptingOn: Bool, into tally: inout Tally) {
    var options = ParseOptions()
    options.isScriptingOn = isScriptingOn
    let page: HTMLDocument
    if let context {
      let words = context.split(separator: " ").map { String($0) }
      let namespace: Namespace =
        words.count < 2 ? .html : words[0] == "svg" ? .svg : .mathML
      let name = words.last.flatMap { TagName(known: $0) } ?? .div
      page = HTMLDocument(
        parsingFragment: data, context: name, namespace: namespace, options: options)
    } else {
      page = HTMLDocument(parsing: data, options: options)
    }
    let found = page.outline()
    let wanted = String(decoding: document, as: UTF8.self)
    tally.count(
      found == wanted,
      """
      \(file.split(separator: "/").last ?? "") (\(context ?? "page")): \
      \(String(decoding: data, as: UTF8.self))
      wanted
      \(wanted)
      found
      \(found)
      """)
  }
}
