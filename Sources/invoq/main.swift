import ArgumentParser
import Shell

do {
  var command = try Invoq.parseAsRoot()
  try command.run()
} catch {
  // Arguments are repeated in messages, and a file's name may be anything.
  Invocation.say(
    Invoq.fullMessage(for: error), isError: Invoq.exitCode(for: error) != .success)
  Invoq.exit(withError: ExitCode(Invoq.exitCode(for: error).rawValue))
}
