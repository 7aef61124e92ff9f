import Presentation
import ArgumentParser

struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Print one article.")

  @OptionGroup var stateOptions: StateOptions
  @Argument(help: "The article's id, or a beginning that only it has.") var id: String
  @Flag(help: "One JSON object.") var json = false

  func run() throws {
    let catalogue = try stateOptions.catalogue()
    let document = try catalogue.document(for: catalogue.theArticle(id))
    if json { return Output.document(document) }
    ArticlePrinter.print(document)
  }
}
