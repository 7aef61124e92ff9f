package import SourceHealth

/// Something that goes wrong with a made-up source from some moment on, and stays so.
package struct MadeUpFault: Sendable {
  package let source: Int
  package let kind: SourceProblem
  /// Milliseconds from the first day of the past.
  package let start: Int64
  /// Between 0 and 1, within what the kind can be.
  package let severity: Double
  /// Which of the two ways that the kind has to show itself.
  package let isSecondForm: Bool

  /// Two faults of each kind, on twelve sources, on days 31 to 57.
  static func twelve(sourceCount: Int, using random: inout SeededGenerator) -> [MadeUpFault] {
    let sources = Array(0..<sourceCount).shuffled(using: &random).prefix(12)
    let kinds = SourceProblem.allCases + SourceProblem.allCases
    return zip(sources, kinds).map { source, kind in
      MadeUpFault(
        source: source, kind: kind, start: Int64(random.uniform(30...57) * 86_400_000),
        severity: random.uniform(), isSecondForm: random.chance(0.5))
    }
  }
}
