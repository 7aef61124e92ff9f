import Ingest
import Testing

@testable import WinnowDaemon

@Suite struct PulseTests {
  private let meter = StageMeter { 0 }

  @Test("an idle and empty pipeline is alive")
  func idle() {
    var pulse = Pulse()
    #expect(pulse.stalledStage(meter.readings()) == nil)
    #expect(pulse.stalledStage(meter.readings()) == nil)
  }

  @Test(
    "a stage that holds work and does not move between two beats is stalled",
    arguments: StageName.allCases)
  func stalled(stage: StageName) {
    var pulse = Pulse()
    _ = meter.begin(stage)
    #expect(pulse.stalledStage(meter.readings()) == nil)
    #expect(pulse.stalledStage(meter.readings()) == stage)
  }

  @Test("a stage that moves is alive, however long one piece takes")
  func moving() {
    var pulse = Pulse()
    _ = meter.begin(.parse)
    for _ in 0..<5 {
      #expect(pulse.stalledStage(meter.readings()) == nil)
      meter.tick(.parse)
    }
  }

  @Test("a stage that has declared what it waits for is alive")
  func waiting() {
    var pulse = Pulse()
    _ = meter.begin(.index)
    meter.wait(.index, for: "room on the disk")
    #expect(pulse.stalledStage(meter.readings()) == nil)
    #expect(pulse.stalledStage(meter.readings()) == nil)
  }
}
