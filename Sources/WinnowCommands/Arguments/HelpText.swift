/// The text below a command's first line of help: what is worth knowing, and examples to copy.
enum HelpText {
  /// An example: a line of shell, and what it does.
  typealias Example = (line: String, does: String)

  /// The word above the examples; `scripts/make-manual` and the tests find them by it.
  static let heading = "EXAMPLES:"

  /// `text`: What is worth knowing before the first use; empty where the first line says all.
  static func with(_ text: String = "", examples: [Example]) -> String {
    let lines = examples.map { "  \($0.line)\n      \($0.does)" }
    let list = heading + "\n" + lines.joined(separator: "\n")
    return text.isEmpty ? list : text + "\n\n" + list
  }
}
