import DiskSupport
import TestSupport
import Testing

/// The real program is killed and its calls fail, in short; `StoreTrials` does it at length.
@Suite("Changes by a program that is killed")
struct ProgramTrialTests {
  @Test("a payment is whole or not there, wherever the program is killed")
  func kills() throws {
    let trial = try ProgramTrial(program: ProgramRun.program)
    defer { trial.remove() }
    let result = try trial.kills(.paying, .changing)
    #expect(result.bad == 0, "\(result.first ?? "")")
    #expect(result.tried >= 6)
  }

  @Test("a payment is whole or not there, whichever call fails")
  func errors() throws {
    let trial = try ProgramTrial(program: ProgramRun.program)
    defer { trial.remove() }
    // EIO
    let result = try trial.errors([5], of: .paying, .changing)
    #expect(result.bad == 0, "\(result.first ?? "")")
    #expect(result.tried >= 12)
  }
}
