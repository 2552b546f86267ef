namespace example.other

structure Imported {}
