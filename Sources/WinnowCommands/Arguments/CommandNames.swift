import ArgumentParser
import Configuration
import Presentation

/// Finds a word that should name a command and names none. The parser of arguments would call it
/// unexpected, and does not say what was meant.
enum CommandNames {
  /// Throws `CommandFailure` when the words name a command that does not exist.
  static func check(_ words: [String]) throws {
    var type: any ParsableCommand.Type = WinnowCommand.self
    var path = ["winnow"]
    var rest = words[...]
    // `winnow help serch` names a command as `winnow serch` does.
    if rest.first == "help" { rest = rest.dropFirst() }
    while let word = rest.first, !word.hasPrefix("-"), !subcommands(of: type).isEmpty {
      let known = subcommands(of: type)
      guard let next = known.first(where: { $0.name == word }) else {
        let names = known.map(\.name) + (path.count == 1 ? ["help"] : [])
        throw CommandFailure(
          .usage,
          "“\(TerminalText.safe(word))” is no command of \(path.joined(separator: " "))"
            + NameSuggestion.text(for: word, among: names)
            + "\n  See: \(path.joined(separator: " ")) --help")
      }
      type = next.type
      path.append(word)
      rest = rest.dropFirst()
    }
  }

  /// The commands below a command, by name.
  static func subcommands(
    of type: any ParsableCommand.Type
  ) -> [(name: String, type: any ParsableCommand.Type)] {
    type.configuration.subcommands.map { command in
      (command.configuration.commandName ?? String(describing: command).lowercased(), command)
    }
  }
}
