/* arrow.h - */
