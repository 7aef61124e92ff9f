internal import Presentation

/// What a client of the control socket wants taken out, and why.
struct TakedownOrder: Sendable {
  var selection = TakedownSelection()
  var why = "asked for"
  /// Whether it is only asked what would go.
  var isDryRun = false

  /// Reads the parameters of `POST /articles/forget`.
  init(parameters: [(name: String, value: String)]) throws(TakedownOrderError) {
    for (name, value) in parameters {
      switch name {
      case "id": selection.ids.append(value)
      case "job": try Self.set(&selection.job, value)
      case "url": try Self.set(&selection.url, value)
      case "story": try Self.set(&selection.story, value)
      case "source": try Self.set(&selection.source, value)
      case "copies": selection.includesCopies = try Self.truth(value)
      case "dryRun": isDryRun = try Self.truth(value)
      case "why": why = value
      default: throw .unknown
      }
    }
    guard selection.isOne else { throw .selection }
    guard !why.isEmpty else { throw .why }
  }

  private static func set(_ field: inout String?, _ value: String) throws(TakedownOrderError) {
    guard field == nil else { throw .selection }
    field = value
  }

  private static func truth(_ value: String) throws(TakedownOrderError) -> Bool {
    switch value {
    case "true", "1": return true
    case "false", "0": return false
    default: throw .truth
    }
  }
}
