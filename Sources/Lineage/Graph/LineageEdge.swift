/// That one text was taken from another, why that is thought, and how sure it is.
package struct LineageEdge: Sendable {
  package var child: LineageNode
  package var parent: LineageNode
  /// From 0 to 1: the share of such steps that are right, by the next best explanation of the same texts.
  package var certainty: Double
  /// What speaks for the step, most first, and what speaks against it.
  package var evidence: [LineageEvidence]

  package init(
    child: LineageNode, parent: LineageNode, certainty: Double, evidence: [LineageEvidence]
  ) {
    self.child = child
    self.parent = parent
    self.certainty = certainty
    self.evidence = evidence
  }
}
