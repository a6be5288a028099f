/* stats.h - */
