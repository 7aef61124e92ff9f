import SourceHealthSimulation
import Testing

@testable import SourceHealth

/// Months of made-up sources. `winnow-bench source-health` judges ten months that the detector's limits were not
/// set on; `docs/LOGS.md` has their figures.
@Suite struct SimulationTests {
  @Test(
    "of the faults of a made-up month eleven in twelve are told within a day, with a false alarm at most"
  )
  func floors() {
    // Looked at every six hours, for the sake of a debug build.
    let result = SimulationResult(of: SourceSimulation(seed: 1), hourStep: 6)
    let missed = result.answers.filter { !$0.isInTime }
    #expect(result.toldCount * 12 >= 11 * result.answers.count, "\(missed)")
    #expect(result.falseAlarms.count <= 1, "\(result.falseAlarms)")
  }

  @Test("the same seed makes the same month, and another one another")
  func repeats() {
    let (first, again) = (SourceSimulation(seed: 7), SourceSimulation(seed: 7))
    #expect(first.deliveries.count == again.deliveries.count)
    #expect(first.deliveries.last?.file == again.deliveries.last?.file)
    #expect(SourceSimulation(seed: 8).deliveries.count != first.deliveries.count)
    #expect(Set(first.faults.map(\.kind)).count == SourceProblem.allCases.count)
  }
}
