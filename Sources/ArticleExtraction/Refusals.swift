import Articles

/// Why a file holds no article of use, and what a person can do about it.
enum Refusals {
  /// Nothing readable at all.
  static let empty = Refusal(
    reason: "empty", detail: "No running text was found in this file.",
    remedy: "Open the original; if it holds an article, report it as a miss of the extraction.")
}
