import Presentation
import ArgumentParser

struct Show: ParsableCommand, ColoringCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print one article.",
    discussion: HelpText.with(
      examples: [
        ("winnow show 01J8ZQ4M", "The article whose id begins so; winnow search finds ids."),
        ("winnow show 01J8ZQ4M --json | jq -r .articleBody", "Its text alone."),
        (
          "winnow show 01J8ZQ4M --format markdown > article.md",
          "The article to edit or to hand on."
        ),
      ]))

  @OptionGroup var stateOptions: StateOptions
  @Argument(help: "The article's id, or a beginning that only it has.") var id: String
  @OptionGroup var formatOptions: FormatOptions
  @OptionGroup var colorOptions: ColorOptions

  func run() throws {
    let catalogue = try stateOptions.catalogue()
    let document = try catalogue.document(for: catalogue.theArticle(id))
    if let form = formatOptions.form { return Output.write(document.written(as: form)) }
    ArticlePrinter.print(document)
  }
}
