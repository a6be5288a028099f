/* no_entry.c - a shared object that is no plugin. */
int no_entry_here(void);

int no_entry_here(void) { return 1; }
