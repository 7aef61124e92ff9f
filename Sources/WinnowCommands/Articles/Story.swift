import ArgumentParser
import JSONTree
import Presentation

struct Story: ParsableCommand, ColoringCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print all copies and versions of a story side by side, or who took from whom.",
    discussion: HelpText.with(
      examples: [
        (
          "winnow story 01J8ZQ4M",
          "What the articles of a story say together, and each of them."
        ),
        ("winnow story 01J8ZQ4M --lineage", "Who took from whom, and what speaks for it."),
        (
          "winnow story 01J8ZQ4M --lineage --dot | dot -Tsvg > story.svg",
          "The same as a picture."
        ),
      ]))

  @OptionGroup var stateOptions: StateOptions
  @Argument(help: "The id of the story, or of any article in it.") var id: String
  @Flag(help: "Who took from whom: the articles as a tree, each step with its evidence.")
  var lineage = false
  @Flag(
    help: "One JSON object a line, an article each; with --lineage one object with nodes and edges."
  )
  var json = false
  @Flag(help: "With --lineage: the graph in the language of Graphviz.") var dot = false
  @OptionGroup var colorOptions: ColorOptions

  func validate() throws {
    if dot, !lineage { throw ValidationError("--dot goes with --lineage") }
    if dot, json { throw ValidationError("--dot and --json exclude each other; give one of them") }
  }

  func run() throws {
    let catalogue = try stateOptions.catalogue()
    let rows = try catalogue.story(of: catalogue.theArticle(id))
    let documents = try rows.map(catalogue.document(for:))
    let story = StoryLineage(of: documents)
    if lineage { return show(story) }
    if json { return print(story, documents) }
    StoryPrinter.print(story, documents)
  }

  /// A line an article; the first has what they say together besides.
  private func print(_ story: StoryLineage, _ documents: [ArticleDocument]) {
    var writer = JSONWriter()
    for (index, document) in documents.enumerated() {
      document.write(to: &writer) { writer in
        guard index == 0 else { return }
        writer.key("storyOverview")
        story.writeOverview(to: &writer)
      }
      writer.endLine()
      Output.write(writer.take())
    }
  }

  private func show(_ lineage: StoryLineage) {
    if json {
      var writer = JSONWriter()
      lineage.write(to: &writer)
      writer.endLine()
      Output.write(writer.take())
    } else if dot {
      Output.line(lineage.dot())
    } else {
      LineagePrinter.print(lineage)
    }
  }
}
