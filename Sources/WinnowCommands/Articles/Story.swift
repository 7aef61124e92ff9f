import Presentation
import ArgumentParser

struct Story: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print all copies and versions of a story side by side.")

  @OptionGroup var stateOptions: StateOptions
  @Argument(help: "The id of the story, or of any article in it.") var id: String
  @Flag(help: "One JSON object a line, an article each.") var json = false

  func run() throws {
    let catalogue = try stateOptions.catalogue()
    let rows = try catalogue.story(of: catalogue.theArticle(id))
    if json {
      for row in rows { Output.document(try catalogue.document(for: row)) }
      return
    }
    StoryPrinter.print(try rows.map(catalogue.document(for:)))
  }
}
