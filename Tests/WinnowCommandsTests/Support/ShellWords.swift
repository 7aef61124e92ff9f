/// Words of a line of shell, as far as examples use it: quotes, comments, and what stands between
/// commands.
enum ShellWords {
  /// The words behind `winnow` of each call of it in the line.
  static func calls(in line: String) -> [[String]] {
    var calls: [[String]] = []
    var words: [String] = []
    func end() {
      if words.first == "winnow" { calls.append(Array(words.dropFirst())) }
      words = []
    }
    for word in split(line) {
      if ["|", "&&", ";"].contains(word) { end() } else { words.append(word) }
    }
    end()
    return calls.map { call in
      // Where output goes, and where input comes from, is no argument.
      Array(call.prefix { $0 != ">" && $0 != "<" })
    }
  }

  private static func split(_ line: String) -> [String] {
    var words: [String] = []
    var word = ""
    var quote: Character?
    var isWord = false
    for character in line {
      if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if character == "'" || character == "\"" {
        (quote, isWord) = (character, true)
      } else if character == " " || character == ";" {
        if isWord { words.append(word) }
        (word, isWord) = ("", false)
        if character == ";" { words.append(";") }
      } else {
        word.append(character)
        isWord = true
      }
    }
    return isWord ? words + [word] : words
  }
}
