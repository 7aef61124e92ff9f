package import Model

/// Articles that were read again from their originals, on request, and read otherwise since.
///
/// The record holds no text: replay reads the originals again.
package struct Reread: Sendable, Equatable {
  package var stage: RerunStage
  package var numbers: [DecisionNumber]

  package init(stage: RerunStage, numbers: [DecisionNumber]) {
    self.stage = stage
    self.numbers = numbers
  }
}
