-- luarocks make bindings/lua/kefu-0.1.0-1.rockspec     from the top of the checkout
rockspec_format = "3.0"
package = "kefu"
version = "0.1.0-1"
source = {url = "file://kefu-0.1.0.tar.gz", dir = "kefu-0.1.0"}
description = {
  summary = "Service-team metrics: figures, points with their reasons, pay, samples, reviews",
  detailed = [[Turns reports and events of a shop into figures per agent, points with reasons, grades, ranks, pay and
prizes; draws conversations to inspect; reads reviews. Exact numbers: the same rows give the same bytes everywhere.]],
}
dependencies = {"lua >= 5.1, < 5.5"}
build = {
  type = "command",
  -- The library with its kernels for wider registers, then the one file of the binding.
  build_command = "make -s rock CC='$(CC)' ROCK_CFLAGS='$(CFLAGS) -I$(LUA_INCDIR)' ROCK_LIBFLAG='$(LIBFLAG)'",
  install = {lib = {kefu = "build/lua/rock/kefu.so"}},
}
