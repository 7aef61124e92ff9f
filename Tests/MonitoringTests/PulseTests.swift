import State
import Testing

import Monitoring

@Suite struct PulseTests {
  private let meter = StageMeter { 0 }

  private func beat(_ pulse: inout Pulse) -> StageName? { pulse.stalledStage(meter.readings()) }

  @Test("an idle and empty pipeline is alive")
  func idle() {
    var pulse = Pulse()
    #expect(beat(&pulse) == nil)
    #expect(beat(&pulse) == nil)
  }

  @Test(
    "a stage that holds work and does not move between two beats is stalled",
    arguments: StageName.allCases)
  func stalled(stage: StageName) {
    var pulse = Pulse()
    _ = meter.begin(stage)
    #expect(beat(&pulse) == nil)
    #expect(beat(&pulse) == stage)
  }

  @Test("a stage that moves is alive, however long one piece takes")
  func moving() {
    var pulse = Pulse()
    _ = meter.begin(.parse)
    for _ in 0..<5 {
      #expect(beat(&pulse) == nil)
      meter.tick(.parse)
    }
  }

  @Test("a stage before one that waits is alive, one behind it is not excused")
  func beforeAWaitingStage() {
    var pulse = Pulse()
    for stage in [StageName.dedupe, .index, .archive] { _ = meter.begin(stage) }
    meter.wait(.index, for: "room on the disk")
    #expect(beat(&pulse) == nil)
    #expect(beat(&pulse) == .archive)
    meter.wait(.archive, for: "room on the disk")
    #expect(beat(&pulse) == nil)
  }

  @Test("a stage that has declared what it waits for is alive")
  func waiting() {
    var pulse = Pulse()
    _ = meter.begin(.index)
    meter.wait(.index, for: "room on the disk")
    #expect(beat(&pulse) == nil)
    #expect(beat(&pulse) == nil)
  }
}
