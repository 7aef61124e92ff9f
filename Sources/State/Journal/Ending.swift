package import Model

/// How a job ended: its one outcome, and why where it yielded no article.
///
/// The one place where an outcome is decided; everything else carries it along.
package struct Ending: Sendable, Equatable {
  package let outcome: Outcome
  /// Why the file was refused; nil where articles came of it, where it was joined to its page, and
  /// for a container of which no single record says why.
  package let refusal: Refusal?

  private init(_ outcome: Outcome, _ refusal: Refusal?) {
    assert(refusal.map { $0.outcome == outcome } ?? true, "a refusal names its outcome")
    self.outcome = outcome
    self.refusal = refusal
  }

  /// A sidecar that was joined to its page.
  package static let attached = Ending(.attached, nil)

  /// A file of which nothing came.
  package static func refused(_ refusal: Refusal) -> Ending { Ending(refusal.outcome, refusal) }

  /// What the decided records add up to: `indexed` when anything new came of the file, else
  /// `duplicate`, else what its reader said. What was set aside stays set aside.
  package init(of progress: Progress, refusal: Refusal?) {
    if let refusal, refusal.outcome == .quarantined {
      self.init(.quarantined, refusal)
    } else if progress.indexedCount > 0 {
      self.init(.indexed, nil)
    } else if progress.duplicateCount > 0 {
      self.init(.duplicate, nil)
    } else {
      self.init(.rejected, refusal)
    }
  }

  /// An ending as it was recorded; nil for one that nothing decides.
  init?(recorded outcome: Outcome, _ refusal: Refusal?) {
    if let refusal, refusal.outcome != outcome { return nil }
    self.init(outcome, refusal)
  }
}
