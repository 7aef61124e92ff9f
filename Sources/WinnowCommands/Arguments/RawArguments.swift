import Glibc
import Storage

/// The command line's words as they were typed: file names need not be UTF-8, and the parser of
/// arguments takes nothing else. Bytes that are none travel as characters for private use, and
/// become bytes again where a path is made of a word.
package enum RawArguments {
  /// U+10FF80 to U+10FFFF stand for the bytes 80 to FF.
  private static let base: UInt32 = 0x10_FF00

  /// The words after the command's own name.
  package static var words: [String] {
    var words: [String] = []
    for index in 1..<max(1, Int(CommandLine.argc)) {
      guard let word = unsafe CommandLine.unsafeArgv[index] else { break }
      // A C string: its bytes up to the zero. Not by way of a path, which would make one slash of two.
      let bytes = unsafe UnsafeBufferPointer(start: word, count: strlen(word)).map(
        UInt8.init(bitPattern:))
      words.append(text(of: bytes))
    }
    return words
  }

  /// The word as text; nothing is lost.
  package static func text(of bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self),
      !text.unicodeScalars.contains(where: { $0.value >= base })
    {
      return text
    }
    var text = ""
    var rest = bytes[...]
    while let first = rest.first {
      let length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
      let piece = String(validating: rest.prefix(length), as: UTF8.self)
      if let piece, let scalar = piece.unicodeScalars.first, scalar.value < base {
        text.unicodeScalars.append(scalar)
        rest = rest.dropFirst(length)
      } else {
        if let scalar = Unicode.Scalar(base + UInt32(first)) { text.unicodeScalars.append(scalar) }
        rest = rest.dropFirst()
      }
    }
    // Nothing may be lost on the way: the file has this name and no other.
    assert(Self.bytes(of: text) == bytes)
    return text
  }

  /// The bytes that the word was typed as.
  package static func bytes(of text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if scalar.value >= base + 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      } else {
        bytes += String(scalar).utf8
      }
    }
    return bytes
  }

  /// Options of `winnow search` that take a value.
  private static let searchValues: Set<String> = [
    "-n", "--limit", "--offset", "--after", "--sort", "--count-by", "--source", "--since",
    "--until",
    "--state", "--config", "--color",
  ]

  /// The words of `winnow search` with what is looked for behind `--`, so that `-word` is a word to
  /// leave out and no option; `-n` is the option, with its number behind it.
  package static func arranged(_ words: [String]) -> [String] {
    guard words.first == "search" else { return words }
    var options: [String] = []
    var query: [String] = []
    var index = 1
    while index < words.count {
      let word = words[index]
      index += 1
      if word == "--" {
        query += words[index...]
        break
      }
      let isLimit = word.hasPrefix("-n") && word.dropFirst(2).allSatisfy(\.isNumber)
      guard word.hasPrefix("--") || word == "-h" || isLimit else {
        query.append(word)
        continue
      }
      options.append(word)
      if searchValues.contains(word), index < words.count {
        options.append(words[index])
        index += 1
      }
    }
    return ["search"] + options + (query.isEmpty ? [] : ["--"] + query)
  }
}

extension FilePath {
  /// The path that a word of the command line means.
  init(argument: String) { self.init(bytes: RawArguments.bytes(of: argument)) }
}
