/// A command that prints bold or in colour.
protocol ColoringCommand {
  var colorOptions: ColorOptions { get }
}
