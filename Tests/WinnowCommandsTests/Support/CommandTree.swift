import ArgumentParser

@testable import WinnowCommands

/// All commands by the words that name them.
enum CommandTree {
  /// `["journal", "verify"]` and the like; groups of commands too.
  static let paths: [[String]] = below(WinnowCommand.self, [])

  private static func below(_ type: any ParsableCommand.Type, _ path: [String]) -> [[String]] {
    type.configuration.subcommands.flatMap { command in
      let name = command.configuration.commandName ?? String(describing: command).lowercased()
      return [path + [name]] + below(command, path + [name])
    }
  }
}
