import Bytes

/// Lists that programs read, an entry a line: sums of files, sellers of adverts, cookies, packages.
enum ProgramLists {
  /// What the whole of a file is, when every line of it is an entry of such a list; nil for anything
  /// else.
  static func name(of body: ArraySlice<UInt8>) -> String? {
    let opening = body.prefix(40)
    if opening.starts(with: "# Netscape HTTP Cookie File".utf8)
      || opening.starts(with: "# HTTP Cookie File".utf8)
    {
      return "a file of cookies"
    }
    let lines = body.split { $0 == 0x0A || $0 == 0x0D }
    if count(lines, isSum) >= 1 { return "a list of checksums" }
    if count(lines, isSeller) >= 1 { return "a list of who may sell adverts (ads.txt)" }
    if count(lines, isRequirement) >= 2, count(lines.filter(isPinned), { _ in true }) >= 2 {
      return "a list of packages of a program"
    }
    return nil
  }

  /// How many lines there are beside remarks; 0 where one of them is no entry.
  private static func count(_ lines: [ArraySlice<UInt8>], _ isEntry: (String) -> Bool) -> Int {
    var count = 0
    for line in lines {
      let text = PlainText.folding(String(decoding: line.prefix(400), as: UTF8.self))
      if text.isEmpty || text.hasPrefix("#") { continue }
      guard isEntry(text) else { return 0 }
      count += 1
    }
    return count
  }

  /// `d41d8cd98f00b204e9800998ecf8427e  a.html`, or `MD5 (a.html) = d41d8…` as BSD's programs write it.
  private static func isSum(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    guard words.count >= 2, let first = words.first, let last = words.last else { return false }
    return isDigest(first) || text.contains(utf8: ") = ") && isDigest(last)
  }

  /// True for as many hexadecimal digits as MD5, SHA-1 and the sizes of SHA-2 and SHA-3 have.
  private static func isDigest(_ word: Substring) -> Bool {
    [32, 40, 56, 64, 96, 128].contains(word.utf8.count)
      && word.utf8.allSatisfy { ASCII.isDigit($0) || ($0 | 0x20) &- 0x61 < 6 }
  }

  /// `ads.example, 1234, DIRECT, f08c47fec0942fa0`, as the IAB's ads.txt 1.1 has it, and its variables.
  private static func isSeller(_ text: String) -> Bool {
    let fields = text.split(separator: ",")
    if fields.count >= 3, fields.count <= 4 {
      let kind = PlainText.folding(String(fields[2])).uppercased()
      return kind.hasPrefix("DIRECT") || kind.hasPrefix("RESELLER")
    }
    let name = text.prefix { $0 != "=" }.lowercased()
    return name.utf8.count < text.utf8.count
      && [
        "contact", "subdomain", "inventorypartnerdomain", "ownerdomain", "managerdomain",
      ].contains(name)
  }

  private static let specifiers = ["==", ">=", "<=", "~=", "!=", ">", "<", "@", ";"]

  /// `name`, `name[part]`, `name>=1.2`: a package as Python's installer reads it; or its option.
  private static func isRequirement(_ text: String) -> Bool {
    if text.hasPrefix("-") { return true }
    let name = text.prefix { character in
      character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character))
    }
    guard name.first?.isLetter == true else { return false }
    let rest = text.dropFirst(name.count).drop { $0 == " " }
    return rest.isEmpty || rest.hasPrefix("[") && rest.contains("]")
      || specifiers.contains { rest.hasPrefix($0) }
  }

  /// True for a line with a version behind a name.
  private static func isPinned(_ line: ArraySlice<UInt8>) -> Bool {
    Find.contains("==", in: line) || Find.contains(">=", in: line) || Find.contains("~=", in: line)
  }
}
