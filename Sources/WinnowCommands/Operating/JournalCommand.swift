import Model
import ArgumentParser
import Configuration
import Maintenance

struct JournalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal",
    abstract: "Is the log whole, what does it say, what can be saved of it?",
    discussion: HelpText.with(
      examples: [
        ("winnow journal verify", "Reads it, and changes nothing."),
        (
          "winnow journal dump | jq -r .entry | sort | uniq -c",
          "How many records of each kind there are."
        ),
      ]),
    subcommands: [Verify.self, Dump.self, Salvage.self])

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read the whole log; exit 65 when something acknowledged is damaged.",
      discussion: HelpText.with(
        examples: [
          (
            "winnow journal verify && echo whole",
            "Says what there is, and whether it is whole."
          )
        ]))

    @OptionGroup var stateOptions: StateOptions

    func run() throws {
      let (health, lines) = try reportingFailure {
        try JournalTools(paths: stateOptions.existingPaths()).verify()
      }
      for line in lines { Output.line(line) }
      if health == .damaged { throw CommandFailure(.damaged) }
    }
  }

  struct Dump: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print every record as one line of JSON, past any damage.",
      discussion: HelpText.with(
        examples: [
          (
            "winnow journal dump | jq 'select(.entry == \"finished\")'",
            "The outcome of every file that the log still holds."
          )
        ]))

    @OptionGroup var stateOptions: StateOptions

    func run() throws {
      try reportingFailure {
        try JournalTools(paths: stateOptions.existingPaths()).dump(Output.write)
      }
    }
  }

  struct Salvage: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a new log from what is left of a damaged one, and list what is lost.",
      discussion: HelpText.with(
        examples: [
          (
            "systemctl stop winnowd && winnow journal salvage",
            "What is left of a damaged log becomes the log; the old one is kept."
          )
        ]))

    @OptionGroup var stateOptions: StateOptions

    func run() throws {
      let lines = try reportingFailure {
        try Maintenance.Salvage(paths: stateOptions.deployment().paths).run()
      }
      for line in lines { Output.line(line) }
    }
  }
}
