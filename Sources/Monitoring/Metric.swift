/// A figure as Prometheus knows it.
struct Metric: Sendable {
  enum Kind: String, Sendable {
    case counter, gauge
  }

  /// Without the `winnow_` before it.
  let name: String
  let kind: Kind
  let help: String

  init(_ name: String, _ kind: Kind, _ help: String) {
    self.name = name
    self.kind = kind
    self.help = help
  }
}

/// One value of a metric.
struct MetricSample: Sendable {
  var labels: [(name: String, value: String)] = []
  var value: Double

  init(_ value: Double, _ labels: [(name: String, value: String)] = []) {
    self.value = value
    self.labels = labels
  }

  init(_ value: Int, _ labels: [(name: String, value: String)] = []) {
    self.init(Double(value), labels)
  }
}
