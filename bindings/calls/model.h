/* model.h - */
