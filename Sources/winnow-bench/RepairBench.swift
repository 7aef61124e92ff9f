import Unicode
import Foundation
import TextEncodings
import TextRepair

/// Measures text repair: `winnow-bench repair FOLDER [NAME]`.
///
/// The folder holds clean texts, one language a file (`en.txt`). They are repaired as they are and
/// damaged in the ways of `damages`, cut into articles of some 4 KB, and as one text of a megabyte.
/// With a name only the lines that start with it are measured. One core, user CPU time.
enum RepairBench {
  private static let articleByteCount = 4096
  private static let largeByteCount = 1 << 20

  /// Groups of languages whose clean texts are measured together.
  private static let groups: [(name: String, languages: [String])] = [
    ("clean English", ["en"]),
    ("clean Western", ["de", "fr", "es", "pt", "it", "sv", "fi"]),
    ("clean Central European", ["pl", "cs", "hu", "tr", "ro", "vi"]),
    ("clean Cyrillic", ["ru", "uk", "bg"]),
    ("clean Greek", ["el"]),
    ("clean Hebrew, Arabic", ["he", "ar", "fa"]),
    ("clean Thai, Hindi", ["th", "hi", "ta"]),
    ("clean Chinese", ["zh", "zh_hans"]),
    ("clean Japanese, Korean", ["ja", "ko"]),
  ]

  /// Ways to damage the text of a language.
  private static let damages:
    [(
      name: String, language: String, damage: @Sendable ([UInt8]) -> [UInt8]
    )] = [
      ("damaged English quotes, 1252", "en", { read($0, as: .windows1252) }),
      ("damaged English quotes, 874", "en", { read($0, as: .windows874, .windows1252Only) }),
      (
        "damaged English quotes, 1252 twice", "en",
        { read(read($0, as: .windows1252), as: .windows1252) }
      ),
      ("damaged English entities", "en", { entities($0) }),
      ("damaged French, 1252", "fr", { read($0, as: .windows1252) }),
      ("damaged French, 1252 bytes lost", "fr", { read($0, as: .windows1252, .none) }),
      ("damaged French, Mac Roman", "fr", { read($0, as: .macRoman) }),
      ("damaged Polish, 1250", "pl", { read($0, as: .windows1250, .latin1) }),
      ("damaged Russian, 1251", "ru", { read($0, as: .windows1251, .latin1) }),
      ("damaged Russian, 1252", "ru", { read($0, as: .windows1252, .latin1) }),
      ("damaged Russian, 866", "ru", { read($0, as: .ibm866) }),
      ("damaged Russian, bytes lost", "ru", { read($0, as: .windows1252, .none) }),
      (
        "damaged Russian, KOI8-R as 1251", "ru",
        { read($0, .page(.koi8R), as: .page(.windows1251)) }
      ),
      ("damaged Greek, 1253", "el", { read($0, as: .windows1253, .latin1) }),
      ("damaged Chinese, 1252", "zh_hans", { read($0, as: .windows1252, .latin1) }),
      ("damaged Chinese, GBK", "zh_hans", { read($0, .utf8, as: .gb18030) }),
      ("damaged Japanese, Shift_JIS", "ja", { read($0, .utf8, as: .shiftJIS) }),
    ]

  static func run(_ arguments: [String]) throws {
    guard let folder = arguments.first else {
      print("usage: winnow-bench repair FOLDER [NAME]")
      return
    }
    let wanted = arguments.count > 1 ? arguments[1] : ""
    print("MB/s as lines / as articles / as one text; share of lines repaired exactly")
    for group in groups where group.name.hasPrefix(wanted) {
      let lines = try group.languages.flatMap { try self.lines(folder, $0) }
      measure(group.name, lines, lines)
    }
    for way in damages where way.name.hasPrefix(wanted) {
      let lines = try self.lines(folder, way.language)
      // English is set with curly quotes first, so that there is something to damage.
      let clean = way.language == "en" ? lines.map(quoted) : lines
      measure(way.name, clean.map(way.damage), clean)
    }
  }

  private static func measure(_ name: String, _ lines: [[UInt8]], _ clean: [[UInt8]]) {
    let repairer = TextRepairer()
    let exact = zip(lines, clean).count { Array(repairer.repair($0).text.utf8) == $1 }
    var articles: [[UInt8]] = []
    var article: [UInt8] = []
    for line in lines {
      article += line + [0x0A, 0x0A]
      if article.count >= articleByteCount {
        articles.append(article)
        article = []
      }
    }
    let all = Array(lines.joined(separator: [0x0A, 0x0A]))
    var large: [UInt8] = []
    while large.count < largeByteCount { large += all }
    let rates = [lines, articles, [large]].map { texts in
      rate(texts.reduce(0) { $0 + $1.count }) {
        for text in texts { precondition(!repairer.repair(text).text.isEmpty) }
      }
    }
    let figures = rates.map { String(format: "%7.1f", $0) }.joined(separator: " ")
    let share = Double(exact) * 100 / Double(max(1, lines.count))
    print(
      "\(name.padding(toLength: 36, withPad: " ", startingAt: 0)) \(figures)"
        + String(format: "  %5.1f %%", share))
  }

  /// Megabytes a second, from as many rounds as take a fifth of a second.
  private static func rate(_ byteCount: Int, _ work: () -> Void) -> Double {
    var (elapsed, rounds) = (0.0, 0)
    while elapsed < 0.2, rounds < 1000 {
      let start = userTime()
      work()
      elapsed += userTime() - start
      rounds += 1
    }
    return Double(byteCount * rounds) / 1e6 / max(elapsed, 1e-6)
  }

  private static func userTime() -> Double {
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_utime.tv_sec) + Double(usage.ru_utime.tv_usec) / 1e6
  }

  private static func lines(_ folder: String, _ language: String) throws -> [[UInt8]] {
    let path = "\(folder)/\(language).txt"
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    return bytes.split(separator: 0x0A).map(Array.init)
  }
}

// MARK: Damage

extension RepairBench {
  private static func read(
    _ bytes: [UInt8], as page: CodePage.Name, _ fill: CodePage.Fill = .latin1
  ) -> [UInt8] {
    let page = CodePage.named(page, filledBy: fill)
    var result: [UInt8] = []
    for byte in bytes {
      if let scalar = page.scalar(for: byte) { UTF8Text.append(scalar, to: &result) }
    }
    return result
  }

  private static func read(
    _ text: [UInt8], _ source: TextEncoding, as reader: TextEncoding
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      if !source.append(scalar.value, to: &bytes) { bytes.append(0x3F) }
    }
    return reader.decode(bytes).utf8
  }

  /// English as newspapers write it: curly apostrophes and quotation marks.
  private static func quoted(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var isOpen = false
    for byte in text {
      switch byte {
      case 0x27: result += Array("’".utf8)
      case 0x22:
        result += Array((isOpen ? "”" : "“").utf8)
        isOpen.toggle()
      default: result.append(byte)
      }
    }
    return result
  }

  private static func entities(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      if scalar.isASCII {
        result.append(UInt8(scalar.value))
      } else {
        result += Array("&#\(scalar.value);".utf8)
      }
    }
    return result
  }
}
