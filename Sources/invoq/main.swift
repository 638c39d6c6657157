import ArgumentParser
import Shell

Invocation.begin()
if let plain = PlainArguments.invocation(CommandLine.arguments.dropFirst()) {
  Invocation.exit(plain.run())
}
do {
  var command = try Invoq.parseAsRoot()
  try command.run()
} catch {
  // Arguments are repeated in messages, and a file's name may be anything.
  Invocation.say(
    Invoq.fullMessage(for: error), isError: Invoq.exitCode(for: error) != .success)
  Invoq.exit(withError: ExitCode(Invoq.exitCode(for: error).rawValue))
}
