/// A configuration that cannot be used: each problem in a sentence that names location and cure.
package struct ConfigurationError: Error, CustomStringConvertible, Equatable {
  package var problems: [String]

  package init(problems: [String]) { self.problems = problems }

  /// The problems, a line each.
  package var description: String { problems.joined(separator: "\n") }
}
