/* rank.h - */
