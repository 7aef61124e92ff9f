import Presentation
import ArgumentParser

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print every article as one line of JSON, in order of decision.")

  @OptionGroup var stateOptions: StateOptions

  func run() throws {
    try stateOptions.catalogue().export(Output.write)
  }
}
