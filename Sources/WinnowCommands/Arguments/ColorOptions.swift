import ArgumentParser

/// The option of commands that print bold or in colour.
struct ColorOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Bold print and colours: auto (on a terminal, unless NO_COLOR is set), always or never.",
      valueName: "when"))
  var color = ColorChoice.auto
}
