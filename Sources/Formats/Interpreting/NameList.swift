import Model

/// Lists of names and of words in one string.
enum NameList {
  /// People as bylines and author fields list them; a list as Python or JSON prints it is read too.
  static func people(in text: String) -> [Person] {
    words(in: text).map { Person(name: $0) }
  }

  /// The parts of a list separated by commas or semicolons, without brackets, quotes and blanks.
  static func words(in text: String) -> [String] {
    var body = Substring(text)
    while let first = body.first, first.isWhitespace { body.removeFirst() }
    while let last = body.last, last.isWhitespace { body.removeLast() }
    let isBracketed = body.first == "[" && body.last == "]"
    if isBracketed { body = body.dropFirst().dropLast() }
    var words: [String] = []
    for part in body.split(maxSplits: 1000, whereSeparator: { $0 == "," || $0 == ";" || $0 == "|" })
    {
      let trimmed = part.drop { isEdge($0, isBracketed) }
      var word = trimmed
      while let last = word.last, isEdge(last, isBracketed) { word.removeLast() }
      if !word.isEmpty, !words.contains(String(word)) { words.append(String(word)) }
    }
    return words
  }

  private static func isEdge(_ character: Character, _ isQuoted: Bool) -> Bool {
    character.isWhitespace || (isQuoted && (character == "'" || character == "\""))
  }
}
