/// Small pictures of numbers, as SVG: no script, no style of their own.
enum Drawing {
  /// A share from 0 to 1 as a bar.
  static func bar(_ share: Double, _ page: inout Markup) {
    let width = max(1, Int((min(1, max(0, share)) * 100).rounded()))
    page.element(
      "svg",
      [
        "class": "bar", "viewBox": "0 0 100 4", "preserveAspectRatio": "none",
        "aria-hidden": "true",
      ]
    ) { page in
      page.empty("rect", ["width": "100", "height": "4", "class": "track"])
      page.empty("rect", ["width": String(width), "height": "4", "class": "fill"])
    }
  }

  /// Counts as columns side by side.
  static func columns(_ counts: [Int], _ page: inout Markup) {
    let most = max(1, counts.max() ?? 1)
    let step = 100.0 / Double(max(1, counts.count))
    page.element(
      "svg",
      [
        "class": "columns", "viewBox": "0 0 100 32", "preserveAspectRatio": "none",
        "aria-hidden": "true",
      ]
    ) { page in
      for (index, count) in counts.enumerated() where count > 0 {
        let height = max(1.5, 32 * Double(count) / Double(most))
        page.empty(
          "rect",
          [
            "x": coordinate(Double(index) * step), "y": coordinate(32 - height),
            "width": coordinate(step * 0.8),
            "height": coordinate(height), "class": "fill",
          ])
      }
    }
  }

  /// A series of values as a line with its area, the newest at the right.
  static func line(_ values: [Double], label: String, _ page: inout Markup) {
    let most = max(values.max() ?? 0, 1e-9)
    let step = 100.0 / Double(max(1, values.count - 1))
    let points = values.enumerated().map { index, value in
      coordinate(Double(index) * step) + "," + coordinate(23 - 21 * max(0, value) / most)
    }
    page.element(
      "svg",
      [
        "class": "line", "viewBox": "0 0 100 24", "preserveAspectRatio": "none", "role": "img",
        "aria-label": label,
      ]
    ) { page in
      guard values.count > 1 else { return }
      page.empty(
        "polygon",
        ["class": "area", "points": (["0,24"] + points + ["100,24"]).joined(separator: " ")])
      page.empty(
        "polyline", ["class": "stroke", "points": points.joined(separator: " ")])
    }
  }

  /// A coordinate with two places at most.
  static func coordinate(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    if hundredths % 100 == 0 { return String(hundredths / 100) }
    return String(Double(hundredths) / 100)
  }
}
