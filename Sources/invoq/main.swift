import ArgumentParser

Invoq.main()
